// 나무 모양 표: 줄을 접고 펴며, 좁은 화면에서 숨긴 열을 보인다
import { t } from "./words.js";

const depthOf = (row) => Number(row.dataset.depth);

function redraw(body) {
  let closedAt = Infinity;
  for (const row of body.rows) {
    const depth = depthOf(row);
    if (depth > closedAt) {
      row.hidden = true;
      continue;
    }
    row.hidden = false;
    const button = row.querySelector(".tw");
    closedAt = button?.getAttribute("aria-expanded") === "false" ? depth : Infinity;
  }
}

function fold(button) {
  const open = button.getAttribute("aria-expanded") !== "true";
  button.setAttribute("aria-expanded", String(open));
  const { name } = button.dataset;
  button.setAttribute("aria-label", open ? t("%(name)s 접기", { name }) : t("%(name)s 펼치기", { name }));
  redraw(button.closest("tbody"));
}

function showWide(button) {
  const shown = button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", String(shown));
  button.closest(".list-body").querySelector("table.grid")?.classList.toggle("grid--wide", shown);
}

export function startFolds() {
  document.addEventListener("click", (event) => {
    const twist = event.target.closest("table[data-fold] .tw");
    if (twist) fold(twist);
    const wide = event.target.closest("[data-show-wide]");
    if (wide) showWide(wide);
  });
}
