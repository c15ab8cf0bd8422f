// 고칠 곳: 칸 위에 표시하고, 표 아래 목록에서 그 칸으로 간다
import { announce } from "../toast.js";
import { t } from "../words.js";

const PATH = /^\/?([^/]+)\/(\d+)\/([^/]+)$/;

export function showFaults(grid) {
  const place = grid.element.querySelector("[data-grid-errors]");
  if (!place) return;
  const found = [];
  grid.sheet.rows.forEach((row, index) => {
    grid.columns.forEach((column, at) => {
      const text = grid.sheet.faultAt(row, column.field);
      if (text) found.push({ index, at, text, title: column.title });
    });
  });
  place.hidden = !found.length;
  place.replaceChildren(
    ...found.slice(0, 50).map((fault) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "linkbtn";
      button.textContent = words(fault);
      button.addEventListener("click", () => jump(grid, fault.index, fault.at));
      return button;
    }),
  );
  if (found.length > 50) place.append(t("외 %(count)s곳", { count: found.length - 50 }));
  return found;
}

// 서버의 말에 이미 줄이나 칸 이름이 있으면 되풀이하지 않는다
function words({ index, title, text }) {
  const named = text.includes(title) ? text : `${title}: ${text}`;
  const known = new RegExp(`(^|\\D)${index + 1}(번째 )?줄`); // Korean only
  return known.test(named) ? named : t("%(row)s줄 %(text)s", { row: index + 1, text: named });
}

export function jump(grid, row, column) {
  grid.editor.input.focus({ preventScroll: false });
  grid.go(row, column);
}

// 서버가 알려 준 자리(/rows/3/amount)를 보낸 줄의 차례로 찾는다
export function markServerFaults(grid, faults) {
  grid.sheet.faults.clear();
  let count = 0;
  for (const { pointer, text } of faults) {
    const spot = locate(grid, pointer);
    if (!spot) continue;
    grid.sheet.setFault(spot.row, grid.columns[spot.column].field, text);
    count += 1;
  }
  showFaults(grid);
  grid.paint();
  if (count) announce(t("%(name)s에 고칠 곳이 %(count)s곳 있습니다.", { name: grid.label, count }));
}

export function locate(grid, pointer) {
  const [, name, index, field] = PATH.exec(pointer) ?? [];
  if (name !== grid.element.dataset.name) return null;
  const row = grid.sheet.sent[Number(index)];
  const column = grid.columns.findIndex((one) => one.field === field);
  return row ? { row, column: Math.max(column, 0) } : null;
}
