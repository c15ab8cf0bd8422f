// Tabulator는 그리기만 맡는다: 보이는 줄만 그리기, 열 너비, 고정 열, 합계 줄
import { TabulatorFull as Tabulator } from "tabulator-tables";
import { formatWon } from "../entry.js";
import { isNumeric, shown } from "./cells.js";
import { t } from "../words.js";

const NUMBER_COLUMN = {
  title: t("번호"),
  field: "_number",
  formatter: "rownum",
  width: 52,
  resizable: false,
  hozAlign: "center",
  headerHozAlign: "center",
  frozen: true,
  cssClass: "eg-no",
};

function definition(column, first) {
  const numeric = isNumeric(column);
  const made = {
    field: column.field,
    title: column.title + (column.required ? " *" : ""),
    minWidth: column.width ?? column.min ?? 100,
    widthGrow: column.width ? 0.0001 : 1,
    hozAlign: numeric ? "right" : column.type === "check" ? "center" : "left",
    headerHozAlign: numeric ? "right" : "left",
    cssClass: [column.readonly && "is-ro", column.key && "key", numeric && "n"].filter(Boolean).join(" "),
    formatter: (cell) => {
      const value = cell.getValue();
      const box = document.createElement("span");
      if (numeric && typeof value === "number" && value < 0) box.className = "neg";
      if (numeric && value === 0) box.className = "zero";
      box.textContent = shown(value, column);
      if (column.type !== "lookup" || !value) return box;
      box.className = "code";
      const name = column.name && cell.getData()[column.name];
      if (!name) return box;
      const both = document.createElement("span");
      both.append(box, String(name));
      return both;
    },
  };
  if (column.width) made.width = column.width;
  if (column.total) {
    made.bottomCalc = (values) => values.reduce((sum, value) => sum + (typeof value === "number" ? value : 0), 0);
    made.bottomCalcFormatter = (cell) => formatWon(cell.getValue());
  } else if (first) {
    made.bottomCalc = () => t("합계");
    made.bottomCalcFormatter = (cell) => cell.getValue();
  }
  return made;
}

export function makeTable(box, columns, rows, { label, keep }) {
  const anyTotal = columns.some((column) => column.total);
  return new Tabulator(box, {
    data: rows,
    index: "_id",
    layout: "fitColumns",
    maxHeight: "58vh",
    columns: [NUMBER_COLUMN, ...columns.map((column, index) => definition(column, anyTotal && index === 0))],
    columnDefaults: { headerSort: false, resizable: "header" },
    columnCalcs: anyTotal ? "table" : false,
    keybindings: false,
    placeholder: t("아직 줄이 없습니다. Alt+Enter로 줄을 넣으십시오."),
    persistence: keep ? { columns: ["width"] } : false,
    persistenceID: keep ? `dure-${label}` : undefined,
  });
}

// 읽어 주는 프로그램이 표로 알아듣게 한다
export function describe(box, label, count) {
  box.setAttribute("role", "grid");
  box.setAttribute("aria-label", label);
  box.setAttribute("aria-rowcount", String(count + 1));
  box.removeAttribute("tabindex");
  box.querySelectorAll(".tabulator-tableholder").forEach((part) => {
    part.setAttribute("role", "presentation");
    part.removeAttribute("tabindex");
  });
  box.querySelectorAll(".tabulator-table").forEach((part) => part.setAttribute("role", "rowgroup"));
  box.querySelectorAll(".tabulator-col-resize-handle").forEach((part) => part.setAttribute("aria-hidden", "true"));
}
