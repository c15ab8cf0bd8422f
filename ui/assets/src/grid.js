// 편집 그리드: [data-grid]마다 하나. 줄은 JSON으로 숨은 칸에 담겨 폼과 함께 간다
import { armFind } from "./js/grid/find.js";
import { Grid } from "./js/grid/grid.js";
import { jump, locate, markServerFaults } from "./js/grid/faults.js";
import { addRow, removeRows } from "./js/grid/keys.js";

const grids = new Map();

function start(element) {
  if (grids.has(element)) return;
  const grid = new Grid(element);
  grids.set(element, grid);
  armFind(grid);
  element.querySelector("[data-grid-add]")?.addEventListener("click", () => {
    grid.editor.input.focus();
    addRow(grid);
  });
  element.querySelector("[data-grid-remove]")?.addEventListener("click", () => {
    removeRows(grid, grid.range.top, grid.range.bottom);
    grid.editor.input.focus();
  });
}

document.querySelectorAll("[data-grid]").forEach(start);
document.addEventListener("htmx:afterSettle", (event) => event.target.querySelectorAll?.("[data-grid]").forEach(start));

document.addEventListener("dure:collect", (event) => {
  for (const [element, grid] of grids) if (event.target.contains(element)) grid.editor.commit();
});
document.addEventListener("dure:restored", (event) => {
  for (const [element, grid] of grids) {
    const kept = event.detail[element.dataset.name]?.[0];
    if (kept && event.target.contains(element)) grid.sheet.replace(JSON.parse(kept));
  }
});
document.addEventListener("dure:faults", (event) => grids.forEach((grid) => markServerFaults(grid, event.detail)));
document.addEventListener("dure:fault", (event) => {
  for (const grid of grids.values()) {
    const spot = locate(grid, event.detail);
    if (spot) jump(grid, grid.sheet.rows.indexOf(spot.row), spot.column);
  }
});
