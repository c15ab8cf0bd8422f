// 칸의 종류: 넣은 글자를 값으로, 값을 보이는 글자로. 알 수 없는 글자는 그대로 두고 이유를 붙인다
import { formatWon, parseAmount, parseDate } from "../entry.js";
import { t } from "../words.js";

const NUMBER_FAULT = t("숫자를 알 수 없습니다. 1,500,000 또는 1.5백만처럼 넣어 주십시오.");
const DATE_FAULT = t("날짜를 알 수 없습니다. 20261122 또는 11.22처럼 넣어 주십시오.");

function number(text) {
  const value = parseAmount(text);
  return value === null ? { value: text, fault: NUMBER_FAULT } : { value };
}

function date(text) {
  const value = parseDate(text);
  return value === null ? { value: text, fault: DATE_FAULT } : { value };
}

function option(text, column) {
  const wanted = text.replace(/\s+/g, "");
  const found = column.options.find(([value, label]) => value === wanted || label.replace(/\s+/g, "") === wanted);
  return found ? { value: found[0] } : { value: text, fault: t("%(name)s: 목록에 있는 것을 골라 주십시오.", { name: column.title }) };
}

const check = (text) => ({ value: /^(1|y|yes|o|예|v|true|✓)$/i.test(text) });

const READERS = { won: number, number, date, select: option, check };

export function read(text, column) {
  const typed = String(text ?? "").trim();
  if (typed === "") return { value: column.type === "check" ? false : null };
  return (READERS[column.type] ?? ((given) => ({ value: given })))(typed, column);
}

export const isNumeric = (column) => column.type === "won" || column.type === "number";

export function shown(value, column) {
  if (value === null || value === undefined || value === "") return "";
  if (isNumeric(column)) return typeof value === "number" ? formatWon(value) : String(value);
  if (column.type === "select") return column.options.find(([code]) => code === value)?.[1] ?? String(value);
  if (column.type === "check") return value ? "✓" : "";
  return String(value);
}

// 고치기를 시작할 때 칸에 놓는 글자
export function editable(value, column) {
  if (value === null || value === undefined) return "";
  if (isNumeric(column) && typeof value === "number") return String(value);
  return shown(value, column);
}

// 엑셀로 나가는 글자: 숫자는 쉼표 없이
export function copied(value, column) {
  if (typeof value === "number") return String(value);
  return column.type === "check" ? (value ? t("예") : t("아니오")) : shown(value, column);
}

export function computed(formula, row) {
  const values = formula.split("*").map((name) => row[name.trim()]);
  if (values.some((value) => typeof value !== "number")) return undefined;
  return values.reduce((product, value) => product * value, 1);
}
