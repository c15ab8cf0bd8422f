// 결재선: 단추마다 서버에 묻고 판을 갈아 끼운다. 사람은 people.js로 고른다
import { announce } from "../toast.js";
import { t } from "../words.js";
import { startPeople } from "./people.js";

async function change(desk, values, focus) {
  const answer = await desk.send(desk.root.dataset.lineUrl, (body) => {
    for (const [name, value] of Object.entries(values)) body.set(name, value);
  });
  if (!answer) return false;
  announce(t("결재선을 고쳤습니다."));
  (document.querySelector(focus ?? "#h-line") ?? document.getElementById("h-line")).focus();
  return true;
}

function arm(desk) {
  document.getElementById("draft-line").addEventListener("click", (event) => {
    const button = event.target.closest("[data-line]");
    if (!button) return;
    const { line, seq = "", ordinal = "", favourite = "" } = button.dataset;
    const name = document.querySelector("[data-favourite-name]")?.value ?? "";
    button.blur();
    change(desk, { do: line, seq, ordinal, favourite, name }).then((isDone) => {
      if (isDone && ["keep", "forget", "share", "unshare"].includes(line)) document.querySelector(".favlines").open = true;
    });
  });
  document.getElementById("draft-line").addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.ctrlKey || !event.target.matches("[data-favourite-name]")) return;
    event.preventDefault();
    document.querySelector('[data-line="keep"]').click();
  });
}

export function startLine(desk) {
  arm(desk);
  startPeople(desk.root.dataset.peopleUrl, (picked) => change(desk, { do: "add", ...picked }, '[data-open="people-picker"]'));
}
