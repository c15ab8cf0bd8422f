// 결재선: 단추마다 서버에 묻고 판을 갈아 끼운다. 사람은 조직도와 찾기로 고른다
import { csrf } from "../http.js";
import { announce } from "../toast.js";
import { t } from "../words.js";

const PAUSE = 200;

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
      if (isDone && (line === "keep" || line === "forget")) document.querySelector(".favlines").open = true;
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
  const dialog = document.querySelector("[data-people]");
  const result = dialog.querySelector("[data-people-result]");
  const query = dialog.querySelector("[data-people-q]");
  const kind = dialog.querySelector("[data-people-kind]");
  const parallel = dialog.querySelector("[data-people-parallel]");
  let department = "";
  let timer = 0;
  let turn = 0;
  const look = async () => {
    const now = (turn += 1);
    const url = new URL(desk.root.dataset.peopleUrl, location.href);
    url.searchParams.set("q", query.value.trim());
    url.searchParams.set("department", department);
    const response = await fetch(url, { credentials: "same-origin", headers: { "X-CSRFToken": csrf(), "X-Requested-With": "fetch" } });
    if (now === turn && response.ok) result.innerHTML = await response.text();
  };
  const follow = () => (parallel.closest("label").hidden = !["COOPERATE", "AGREE"].includes(kind.value));
  query.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  });
  kind.addEventListener("change", follow);
  dialog.addEventListener("dure:chosen", (event) => {
    department = event.detail;
    look();
  });
  new MutationObserver(() => dialog.open && look()).observe(dialog, { attributes: true, attributeFilter: ["open"] });
  result.addEventListener("click", (event) => {
    const button = event.target.closest("[data-seat]");
    if (!button) return;
    dialog.close();
    change(desk, { do: "add", kind: kind.value, seat: button.dataset.seat, parallel: parallel.checked ? "1" : "0" }, '[data-open="people-picker"]');
  });
  follow();
}
