// 사람 고르기: 조직도와 찾기로 한 사람을 고른다
import { csrf } from "../http.js";

const PAUSE = 200;

export function startPeople(url, choose) {
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
    const asked = new URL(url, location.href);
    asked.searchParams.set("q", query.value.trim());
    asked.searchParams.set("department", department);
    const response = await fetch(asked, { credentials: "same-origin", headers: { "X-CSRFToken": csrf(), "X-Requested-With": "fetch" } });
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
    choose({ kind: kind.value, seat: button.dataset.seat, parallel: parallel.checked ? "1" : "0" });
  });
  follow();
}

// 결재선 변경: 고른 사람을 숨은 칸에 적고 더하기를 누른다
export function startPicked(button) {
  startPeople(button.dataset.peopleUrl, (picked) => {
    for (const [name, value] of Object.entries(picked)) document.querySelector(`[data-picked-${name}]`).value = value;
    button.click();
    document.querySelector('[data-open="people-picker"]').focus();
  });
}
