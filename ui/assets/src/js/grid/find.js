// 표에서 찾기(Ctrl+F): 보이지 않는 줄까지 찾아 그 칸으로 간다
import { foundBy } from "../entry.js";
import { announce } from "../toast.js";
import { shown } from "./cells.js";
import { t } from "../words.js";

function next(grid, query) {
  const width = grid.columns.length;
  const size = grid.sheet.count * width;
  const start = grid.at[0] * width + grid.at[1];
  for (let step = 1; step <= size; step += 1) {
    const at = (start + step) % size;
    const [row, column] = [Math.floor(at / width), at % width];
    const text = shown(grid.sheet.value(row, column), grid.columns[column]);
    if (text && foundBy(query, text)) {
      grid.go(row, column);
      return true;
    }
  }
  return false;
}

export function armFind(grid) {
  const bar = document.createElement("div");
  bar.className = "eg-find";
  bar.hidden = true;
  const input = document.createElement("input");
  input.className = "input";
  input.type = "search";
  input.setAttribute("aria-label", t("%(name)s에서 찾기", { name: grid.label }));
  input.placeholder = t("표에서 찾기 (Enter 다음, Esc 닫기)");
  bar.append(input);
  grid.box.before(bar);
  grid.find = () => {
    bar.hidden = false;
    input.focus();
    input.select();
  };
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter") {
      if (!next(grid, input.value.trim())) announce(t("찾는 글자가 표에 없습니다."));
    } else if (event.key === "Escape") {
      bar.hidden = true;
      grid.editor.input.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
}
