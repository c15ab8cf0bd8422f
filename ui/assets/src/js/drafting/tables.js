// 본문 안의 표: 행과 열을 더하고 뺀다. 합친 칸이 있는 표는 행만 끝에 더한다
import { elementOf } from "./blocks.js";

const cell = (head = false) => ({ runs: [], head, align: "left", colspan: 1, rowspan: 1 });
const isPlain = (table) => ![...table.querySelectorAll("th, td")].some((one) => one.colSpan > 1 || one.rowSpan > 1);

export function newTable(rows = 3, columns = 3) {
  const lines = Array.from({ length: rows }, (_, at) => Array.from({ length: columns }, () => cell(at === 0)));
  return elementOf({ type: "table", caption: "", rows: lines });
}

function emptyCell(like) {
  const box = document.createElement(like);
  if (like === "th") box.scope = "col";
  box.append(document.createElement("br"));
  return box;
}

export function addRow(at) {
  const row = at.closest("tr");
  const table = at.closest("table");
  const width = [...table.rows[0].cells].reduce((sum, one) => sum + one.colSpan, 0);
  const made = document.createElement("tr");
  for (let count = 0; count < width; count += 1) made.append(emptyCell("td"));
  (isPlain(table) ? row : table.rows[table.rows.length - 1]).after(made);
  return made.cells[0];
}

export function addColumn(at) {
  const table = at.closest("table");
  if (!isPlain(table)) return null;
  const index = at.cellIndex;
  for (const row of table.rows) row.cells[index].after(emptyCell(row.cells[index].nodeName.toLowerCase()));
  return at.nextElementSibling;
}

export function dropRow(at) {
  const table = at.closest("table");
  if (!isPlain(table)) return at;
  if (table.rows.length === 1) return dropTable(at);
  const row = at.closest("tr");
  const next = row.nextElementSibling ?? row.previousElementSibling;
  row.remove();
  return next.cells[0];
}

export function dropColumn(at) {
  const table = at.closest("table");
  if (!isPlain(table)) return at;
  if (table.rows[0].cells.length === 1) return dropTable(at);
  const index = at.cellIndex;
  for (const row of [...table.rows]) row.cells[index].remove();
  return table.rows[0].cells[Math.max(index - 1, 0)];
}

export function dropTable(at) {
  const table = at.closest("table");
  const after = document.createElement("p");
  after.append(document.createElement("br"));
  table.replaceWith(after);
  return after;
}
