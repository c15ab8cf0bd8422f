// 그리드의 글쇠. 조합 중인 한글의 Enter는 듣지 않는다
const PAGE = 12;

function move(grid, event) {
  const [row, column] = grid.at;
  const last = [grid.sheet.count - 1, grid.columns.length - 1];
  const far = event.ctrlKey || event.metaKey;
  const places = {
    ArrowUp: [far ? 0 : row - 1, column],
    ArrowDown: [far ? last[0] : row + 1, column],
    ArrowLeft: [row, far ? 0 : column - 1],
    ArrowRight: [row, far ? last[1] : column + 1],
    Home: [far ? 0 : row, 0],
    End: [far ? last[0] : row, last[1]],
    PageUp: [row - PAGE, column],
    PageDown: [row + PAGE, column],
  };
  const place = places[event.key];
  if (place) grid.go(...place, event.shiftKey);
  return Boolean(place);
}

function tab(grid, event) {
  if (grid.leaving) return false;
  const [row, column] = grid.at;
  const width = grid.columns.length;
  const next = row * width + column + (event.shiftKey ? -1 : 1);
  if (next < 0 || next >= grid.sheet.count * width) return false;
  grid.go(Math.floor(next / width), next % width);
  return true;
}

function whileEditing(grid, event) {
  const { editor } = grid;
  if (event.key === "Escape") editor.close();
  else if (event.key === "Enter" && !event.altKey && !event.ctrlKey) {
    editor.commit();
    grid.resolveCode();
    grid.go(grid.at[0] + (event.shiftKey ? -1 : 1), grid.at[1]);
  } else if (event.key === "Tab") {
    editor.commit();
    grid.resolveCode();
    if (!tab(grid, event)) return false;
  } else if (event.ctrlKey && (event.key === "Enter" || event.key.toLowerCase() === "s")) {
    editor.commit();
    return false;
  } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !editor.suggest.isOpen) {
    editor.commit();
    move(grid, event);
  } else return false;
  return true;
}

function withControl(grid, event) {
  const key = event.key.toLowerCase();
  const { top, bottom } = grid.range;
  if (key === "a") {
    grid.go(0, 0);
    grid.go(grid.sheet.count - 1, grid.columns.length - 1, true);
  } else if (key === "f") grid.find?.();
  else if (grid.readonly) return false;
  else if (key === "d") grid.fillDown();
  else if (key === "z" && !event.shiftKey) grid.sheet.history.undo() && grid.go(...grid.at);
  else if (key === "y" || (key === "z" && event.shiftKey)) grid.sheet.history.redo() && grid.go(...grid.at);
  else if (key === "delete") removeRows(grid, top, bottom);
  else return false;
  return true;
}

export function removeRows(grid, top, bottom) {
  grid.sheet.removeRows(top, bottom);
  grid.go(Math.min(top, grid.sheet.count - 1), grid.at[1]);
}

export function addRow(grid) {
  grid.sheet.addRows(grid.at[0] + 1);
  grid.go(grid.at[0] + 1, 0);
}

function plain(grid, event) {
  if (event.key === "Tab") return tab(grid, event);
  if (event.key === "Escape") {
    grid.leaving = true;
    return true;
  }
  if (event.altKey && event.key === "Enter" && !grid.readonly) addRow(grid);
  else if (event.key === "Enter" || event.key === "F2") grid.edit();
  else if (event.key === " " && grid.column.type === "check") grid.edit();
  else if ((event.key === "Delete" || event.key === "Backspace") && !grid.readonly) grid.clear();
  else return false;
  return true;
}

export function onKey(grid, event) {
  if (event.isComposing || event.keyCode === 229) return;
  let done;
  if (grid.editor.editing) done = whileEditing(grid, event);
  else {
    if (event.key !== "Tab" && event.key !== "Shift") grid.leaving = false;
    done = ((event.ctrlKey || event.metaKey) && !event.altKey && withControl(grid, event)) || (!event.altKey && move(grid, event)) || (!event.ctrlKey && plain(grid, event));
  }
  if (!done) return;
  event.preventDefault();
  event.stopPropagation();
}
