// 목록에서 고르기: 모두, 고른 수, 자주 쓰는 말 넣기, 알림 수
import { getJson, PASSIVE } from "./http.js";
import { t } from "./words.js";

const boxes = (name) => [...document.querySelectorAll(`input[type=checkbox][name="${CSS.escape(name)}"]`)];

function count(name) {
  const ticked = boxes(name).filter((box) => box.checked).length;
  for (const button of document.querySelectorAll(`[data-ticked="${CSS.escape(name)}"]`)) {
    button.disabled = ticked === 0;
    const place = button.querySelector("[data-ticked-count]");
    if (place) place.textContent = ticked ? t("%(count)s건", { count: ticked }) : "";
  }
}

async function ring(bell) {
  try {
    const { unread } = await getJson(bell.dataset.bell, PASSIVE);
    const dot = bell.querySelector("[data-bell-count]");
    dot.hidden = !unread;
    dot.firstChild.textContent = unread > 99 ? "99+" : String(unread);
  } catch {
    // 로그인이 끝났거나 서버가 바쁘다: 다음에 다시 묻는다
  }
}

export function startTicks() {
  document.addEventListener("change", (event) => {
    const all = event.target.dataset?.tickAll;
    if (all) for (const box of boxes(all)) box.checked = event.target.checked;
    const name = all || event.target.name;
    if (name && event.target.type === "checkbox") count(name);
  });
  document.addEventListener("click", (event) => {
    const chip = event.target.closest("[data-say]");
    const field = chip && document.getElementById(chip.dataset.say);
    if (!field) return;
    field.value = field.value ? `${field.value} ${chip.textContent.trim()}` : chip.textContent.trim();
    field.focus();
  });
  const bell = document.querySelector("[data-bell]");
  if (!bell) return;
  ring(bell);
  setInterval(() => document.hidden || ring(bell), 60_000);
}
