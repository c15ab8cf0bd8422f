// 본문 편집기: 한 줄이 한 문단. 항목 기호는 쓰는 대로 다시 세고, 붙여 넣은 글은 서버가 걸러 준다
import { parseAmount } from "../entry.js";
import { csrf } from "../http.js";
import { announce, toast } from "../toast.js";
import { isKorean, t } from "../words.js";
import { wonInWords } from "../entry.js";
import { blockOf, elementOf } from "./blocks.js";
import { DEEPEST, signsOf } from "./signs.js";
import * as tables from "./tables.js";

const SIMPLE = new Set(["bold", "underline", "strikeThrough"]);
const BLOCKS = /^(P|TABLE|FIGURE)$/;

function caretAt(element) {
  const range = document.createRange();
  range.selectNodeContents(element);
  range.collapse(false);
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}

export class Editor {
  #leaving = false;

  constructor(element, pasteUrl) {
    this.element = element;
    this.pasteUrl = pasteUrl;
    this.page = element.querySelector("[data-editor-text]");
    this.value = element.querySelector("[data-editor-value]");
    this.pictures = JSON.parse(document.getElementById("draft-pictures")?.textContent ?? "{}");
    document.execCommand("defaultParagraphSeparator", false, "p");
    document.execCommand("styleWithCSS", false, false);
    this.fill(JSON.parse(this.value.value || "{}"));
    this.page.addEventListener("input", (event) => this.changed(event.isComposing));
    this.page.addEventListener("compositionend", () => this.changed(false));
    this.page.addEventListener("keydown", (event) => this.#key(event));
    this.page.addEventListener("paste", (event) => this.#paste(event));
    this.page.addEventListener("drop", (event) => event.preventDefault());
    document.addEventListener("selectionchange", () => this.#follow());
    element.querySelectorAll("[data-cmd]").forEach((control) => {
      control.addEventListener(control.nodeName === "SELECT" ? "change" : "click", () => this.run(control.dataset.cmd, control.value));
      if (control.nodeName === "BUTTON") control.addEventListener("mousedown", (event) => event.preventDefault());
    });
    element.closest("form")?.addEventListener("dure:collect", () => this.store());
  }

  fill(body) {
    this.family = body.signs === "BULLETS" ? "BULLETS" : "NUMBERS";
    this.element.querySelector('[data-cmd="signs"]').value = this.family;
    const blocks = body.blocks?.length ? body.blocks : [{ type: "paragraph", runs: [] }];
    this.page.replaceChildren(...blocks.map((block) => elementOf(block, this.pictures)));
    this.#tidy();
    this.#number();
    this.store();
  }

  store() {
    const blocks = [...this.page.children].map(blockOf);
    while (blocks.length && blocks.at(-1).type === "paragraph" && !blocks.at(-1).runs.length) blocks.pop();
    this.value.value = JSON.stringify({ format: 1, signs: this.family, blocks });
    return this.value.value;
  }

  changed(isComposing = false) {
    if (!isComposing) this.#tidy();
    this.#number();
    this.store();
    this.value.dispatchEvent(new Event("input", { bubbles: true }));
  }

  focus() {
    this.page.focus();
  }

  // 브라우저가 만든 맨 글과 div를 문단으로
  #tidy() {
    for (const node of [...this.page.childNodes]) {
      if (node.nodeType === Node.ELEMENT_NODE && BLOCKS.test(node.nodeName)) continue;
      if (node.nodeType === Node.TEXT_NODE && !node.data.trim()) {
        node.remove();
        continue;
      }
      const line = document.createElement("p");
      node.replaceWith(line);
      if (node.nodeName === "DIV") line.append(...node.childNodes);
      else line.append(node);
      if (getSelection().isCollapsed && document.activeElement === this.page) caretAt(line);
    }
    if (!this.page.children.length) {
      const line = elementOf({ type: "paragraph", runs: [] });
      this.page.append(line);
      if (document.activeElement === this.page) caretAt(line);
    }
    if (this.page.lastElementChild.nodeName !== "P") this.page.append(elementOf({ type: "paragraph", runs: [] }));
  }

  #number() {
    const lines = [...this.page.children];
    const signs = signsOf(lines.map((line) => Number(line.dataset.item ?? 0)), this.family);
    lines.forEach((line, at) => {
      if (line.nodeName !== "P") return;
      const alone = line.dataset.item && !signs[at];
      if (line.dataset.sign !== (signs[at] || undefined)) signs[at] ? (line.dataset.sign = signs[at]) : delete line.dataset.sign;
      line.classList.toggle("is-alone", Boolean(alone));
    });
  }

  #block() {
    let node = getSelection().anchorNode;
    if (!node || !this.page.contains(node)) return null;
    while (node && node.parentNode !== this.page) node = node.parentNode;
    return node?.nodeType === Node.ELEMENT_NODE ? node : null;
  }

  #lines() {
    const selection = getSelection();
    if (!selection.rangeCount || !this.page.contains(selection.anchorNode)) return [];
    const range = selection.getRangeAt(0);
    const found = [...this.page.children].filter((line) => line.nodeName === "P" && range.intersectsNode(line));
    return found.length ? found : [this.#block()].filter((line) => line?.nodeName === "P");
  }

  #cell() {
    const node = getSelection().anchorNode;
    const element = node?.nodeType === Node.ELEMENT_NODE ? node : node?.parentElement;
    const found = element?.closest("th, td");
    return found && this.page.contains(found) ? found : null;
  }

  #follow() {
    const line = this.#block();
    if (!line) return;
    this.element.querySelector('[data-cmd="level"]').value = line.dataset.item ?? "0";
    this.element.querySelector('[data-cmd="align"]').value = (this.#cell() ?? line).dataset.align ?? "left";
    this.element.querySelector("[data-table-cmds]").hidden = !this.#cell();
    for (const name of SIMPLE) this.element.querySelector(`[data-cmd="${name}"]`).setAttribute("aria-pressed", String(document.queryCommandState(name)));
  }

  #shift(by) {
    const deepest = DEEPEST[this.family];
    for (const line of this.#lines()) {
      const level = Number(line.dataset.item ?? 0) + by;
      if (level > deepest) {
        toast(t("항목은 %(deepest)s단계까지 쓸 수 있습니다.", { deepest }), { icon: "warn" });
        continue;
      }
      this.#level(line, Math.max(level, 0));
    }
    this.changed();
  }

  #level(line, level) {
    delete line.dataset.under;
    if (level) line.dataset.item = String(level);
    else delete line.dataset.item;
    if (level) delete line.dataset.align;
  }

  run(name, value) {
    if (name === "signs") {
      this.family = value;
      for (const line of this.page.children) if (Number(line.dataset.item ?? 0) > DEEPEST[value]) line.dataset.item = String(DEEPEST[value]);
      this.page.focus();
      return this.changed();
    }
    if (!this.page.contains(getSelection().anchorNode)) caretAt(this.page.lastElementChild);
    this.page.focus();
    if (SIMPLE.has(name)) document.execCommand(name);
    else if (name === "indent") return this.#shift(1);
    else if (name === "outdent") return this.#shift(-1);
    else if (name === "level") this.#lines().forEach((line) => this.#level(line, Math.min(Number(value), DEEPEST[this.family])));
    else if (name === "align") this.#align(value);
    else if (name === "table") this.#insert([tables.newTable()]);
    else if (name === "amount") this.#amount();
    else this.#table(name);
    this.changed();
    return null;
  }

  #align(value) {
    const cell = this.#cell();
    for (const one of cell ? [cell] : this.#lines()) {
      if (value === "left") delete one.dataset.align;
      else if (!one.dataset.item) one.dataset.align = value;
    }
  }

  #table(name) {
    const cell = this.#cell();
    if (!cell) return;
    const acts = { row: tables.addRow, column: tables.addColumn, dropRow: tables.dropRow, dropColumn: tables.dropColumn, dropTable: tables.dropTable };
    const next = acts[name](cell);
    if (next) caretAt(next);
    else toast(t("합친 칸이 있는 표에는 열을 더할 수 없습니다."), { icon: "warn" });
  }

  // 고른 숫자를 금113,560원(금일십일만삼천오백육십원)으로
  #amount() {
    const selection = getSelection();
    const typed = selection.toString().trim();
    const amount = typed ? parseAmount(typed) : null;
    if (!amount || amount < 0 || !isKorean) {
      toast(t("금액 숫자를 고른 뒤 누르십시오. 예: 3,500,000"), { icon: "info" });
      return;
    }
    document.execCommand("insertText", false, wonInWords(amount));
  }

  #insert(elements) {
    const block = this.#block() ?? this.page.lastElementChild;
    const isEmpty = block.nodeName === "P" && !block.textContent.trim();
    if (isEmpty) block.replaceWith(...elements);
    else block.after(...elements);
    const last = elements.at(-1);
    caretAt(last.nodeName === "TABLE" ? last.rows[0].cells[0] : last);
  }

  insertPicture(sha256, name) {
    this.page.focus();
    const alt = name.replace(/\.[^.]+$/, "");
    this.#insert([elementOf({ type: "image", sha256, alt, width: 80 }, this.pictures)]);
    this.changed();
    announce(t("본문에 그림을 넣었습니다."));
  }

  #key(event) {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Escape") {
      this.#leaving = true;
      return;
    }
    if (event.key === "Tab" && !event.ctrlKey && !event.altKey) {
      if (this.#leaving) return;
      if (this.#cell()) return this.#nextCell(event);
      event.preventDefault();
      this.#shift(event.shiftKey ? -1 : 1);
      return;
    }
    this.#leaving = false;
    if (event.key === "Enter" && !event.shiftKey && !event.ctrlKey) this.#enter(event);
    else if (event.key === "Backspace") this.#backspace(event);
  }

  #nextCell(event) {
    const cells = [...this.#cell().closest("table").querySelectorAll("th, td")];
    const next = cells[cells.indexOf(this.#cell()) + (event.shiftKey ? -1 : 1)];
    event.preventDefault();
    if (next) caretAt(next);
    else if (!event.shiftKey) caretAt(tables.addRow(cells.at(-1)));
    this.changed();
  }

  #enter(event) {
    if (this.#cell()) {
      event.preventDefault();
      document.execCommand("insertLineBreak");
      return;
    }
    const line = this.#block();
    // 빈 항목에서 Enter는 한 단계 위로
    if (line?.dataset.item && !line.textContent.trim()) {
      event.preventDefault();
      this.#shift(-1);
    }
  }

  #backspace(event) {
    const line = this.#block();
    const selection = getSelection();
    if (!line?.dataset.item || !selection.isCollapsed) return;
    const range = selection.getRangeAt(0).cloneRange();
    range.setStart(line, 0);
    if (range.toString()) return;
    event.preventDefault();
    this.#shift(-1);
  }

  async #paste(event) {
    event.preventDefault();
    const html = event.clipboardData.getData("text/html");
    const plain = event.clipboardData.getData("text/plain");
    if (this.#cell() || (!html && !plain.includes("\n"))) {
      document.execCommand("insertText", false, plain);
      return;
    }
    const source = html || plain.split(/\r?\n/).map((line) => `<p>${escaped(line)}</p>`).join("");
    const body = new FormData();
    body.append("html", source);
    const selection = getSelection();
    if (!selection.isCollapsed) document.execCommand("delete");
    try {
      const answer = await fetch(this.pasteUrl, { method: "POST", body, credentials: "same-origin", headers: { "X-CSRFToken": csrf(), "X-Requested-With": "fetch" } });
      if (!answer.ok) throw new Error(String(answer.status));
      this.#take((await answer.json()).blocks, plain);
    } catch {
      document.execCommand("insertText", false, plain);
    }
    this.changed();
  }

  #take(blocks, plain) {
    if (!blocks.length) return;
    if (blocks.length === 1 && blocks[0].type === "paragraph") document.execCommand("insertText", false, blocks[0].runs.map((run) => run.text).join("") || plain);
    else this.#insert(blocks.map((block) => elementOf(block, this.pictures)));
  }
}

function escaped(text) {
  const box = document.createElement("p");
  box.textContent = text;
  return box.innerHTML;
}
