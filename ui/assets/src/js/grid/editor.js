// 고치기 칸: 활성 칸 위에 놓인 하나의 입력. 글자를 치면 바로 열리고(한글 조합 포함), Enter·Tab으로 넣는다
import { fromOptions, fromUrl, Suggest } from "../suggest.js";
import { editable, isNumeric } from "./cells.js";

function sourceOf(column) {
  if (column.readonly) return null;
  if (column.type === "lookup" && column.url) return fromUrl(column.url);
  return column.type === "select" ? fromOptions(column.options) : null;
}

export class Editor {
  constructor(box, { hintId, label, onCommit, onPick }) {
    this.onCommit = onCommit;
    this.editing = false;
    this.column = null;
    this.input = document.createElement("input");
    Object.assign(this.input, { className: "eg-input", autocomplete: "off", spellcheck: false });
    this.input.setAttribute("aria-describedby", hintId);
    this.input.setAttribute("aria-label", label);
    box.append(this.input);
    this.suggest = new Suggest(this.input, null, onPick);
    const begin = () => this.open(null);
    this.input.addEventListener("beforeinput", begin);
    this.input.addEventListener("compositionstart", begin);
  }

  get locked() {
    return !this.column || Boolean(this.column.readonly) || this.column.type === "check";
  }

  // 활성 칸이 바뀔 때: 자리를 옮기고 무엇인지 말해 준다
  attach(cell, column, label) {
    if (this.column !== column) this.suggest.use(sourceOf(column));
    this.column = column;
    this.input.value = "";
    this.input.setAttribute("aria-label", label);
    this.input.readOnly = this.locked;
    this.input.inputMode = isNumeric(column) ? "decimal" : "text";
    this.input.classList.toggle("n", isNumeric(column));
    this.place(cell);
  }

  place(cell) {
    const box = cell?.isConnected ? cell.getBoundingClientRect() : null;
    this.input.classList.toggle("is-away", !box);
    if (!box) return;
    const root = this.input.parentElement.getBoundingClientRect();
    Object.assign(this.input.style, {
      left: `${box.left - root.left}px`,
      top: `${box.top - root.top}px`,
      width: `${box.width}px`,
      height: `${box.height}px`,
    });
  }

  open(text) {
    if (this.editing || this.locked) return;
    this.editing = true;
    this.input.classList.add("is-editing");
    if (text !== null) this.input.value = text;
  }

  openWith(value) {
    this.open(editable(value, this.column));
    this.input.setSelectionRange(this.input.value.length, this.input.value.length);
  }

  commit() {
    if (!this.editing) return;
    const text = this.input.value;
    this.close();
    this.onCommit(text);
  }

  close() {
    this.editing = false;
    this.suggest.close();
    this.input.value = "";
    this.input.classList.remove("is-editing");
  }
}
