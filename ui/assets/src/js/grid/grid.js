// 편집 그리드 하나: 활성 칸과 범위, 마우스, 칠하기, 서버와의 이음. 값은 sheet.js, 입력은 editor.js
import { wonInWords } from "../entry.js";
import { announce } from "../toast.js";
import { ask } from "../suggest.js";
import { csrf } from "../http.js";
import { parseSheet, writeSheet } from "./clipboard.js";
import { copied, shown } from "./cells.js";
import { Editor } from "./editor.js";
import { onKey } from "./keys.js";
import { describe, makeTable } from "./table.js";
import { isBlank, Sheet } from "./sheet.js";
import { showFaults } from "./faults.js";
import { t } from "../words.js";

const HINT = t("방향키로 다니고 Enter나 F2로 고칩니다. Esc를 누른 뒤 Tab을 누르면 표를 나갑니다.");
let serial = 0;

export class Grid {
  constructor(element) {
    this.element = element;
    this.box = element.querySelector("[data-grid-box]");
    this.readonly = "readonly" in element.dataset;
    this.label = element.dataset.label;
    this.field = element.querySelector(`input[name="${element.dataset.name}"]`);
    const given = JSON.parse(document.getElementById(this.box.dataset.columns).textContent);
    this.columns = given.map((column) => ({ type: "text", ...column, readonly: this.readonly || Boolean(column.readonly) }));
    this.at = [0, 0];
    this.anchor = [0, 0];
    this.leaving = false;
    const place = document.createElement("div");
    this.box.append(place);
    this.place = place;
    const rows = Sheet.prepared(JSON.parse(document.getElementById(this.box.dataset.rows).textContent));
    this.table = makeTable(place, this.columns, rows, { label: this.label, keep: true });
    this.sheet = new Sheet({ table: this.table, columns: this.columns, readonly: this.readonly, onChange: () => this.changed() });
    this.#makeEditor();
    this.table.on("tableBuilt", () => this.#built());
  }

  #makeEditor() {
    serial += 1;
    const hint = document.createElement("p");
    hint.className = "vh";
    hint.id = `grid-hint-${serial}`;
    hint.textContent = HINT;
    this.box.append(hint);
    this.editor = new Editor(this.box, {
      hintId: hint.id,
      label: t("%(name)s 표", { name: this.label }),
      onCommit: (text) => this.sheet.enter([[this.at[0], this.at[1], text]]),
      onPick: (item) => this.pick(item),
    });
    const input = this.editor.input;
    input.addEventListener("keydown", (event) => onKey(this, event));
    input.addEventListener("copy", (event) => this.copy(event));
    input.addEventListener("cut", (event) => this.copy(event) && this.clear());
    input.addEventListener("paste", (event) => this.paste(event));
    input.addEventListener("focus", () => {
      this.leaving = false;
      this.element.classList.add("has-focus");
      this.go(...this.at);
    });
    input.addEventListener("blur", () => {
      this.editor.commit();
      this.element.classList.remove("has-focus");
    });
  }

  #built() {
    this.sheet.keepTail();
    describe(this.place, this.label, this.sheet.count);
    this.#mouse();
    this.#focusable();
    const repaint = () => this.paint();
    this.table.on("renderComplete", repaint);
    this.table.on("scrollVertical", () => requestAnimationFrame(repaint));
    this.table.on("scrollHorizontal", () => requestAnimationFrame(repaint));
    this.table.on("columnResized", repaint);
    new ResizeObserver(() => requestAnimationFrame(repaint)).observe(this.box);
    this.changed({ silent: true });
    this.sheet.edited.clear();
    if (this.sheet.count > 1 || !isBlank(this.#rowData(0), this.columns)) this.#askPanel();
    this.element.dataset.ready = "1";
    this.element.dispatchEvent(new CustomEvent("dure:grid-ready", { bubbles: true, detail: this }));
  }

  // 스크롤되는 상자 안에 글쇠가 닿는 곳이 있도록 활성 칸도 초점을 받고, 곧 입력으로 넘긴다.
  // Shift+Tab으로 입력에서 되돌아온 초점은 그대로 두어 표를 나갈 수 있게 한다
  #focusable() {
    this.place.addEventListener("focusin", (event) => {
      if (event.target === this.stop && event.relatedTarget !== this.editor.input) this.editor.input.focus();
    });
    this.place.addEventListener("keydown", (event) => {
      if (event.target === this.stop && !["Tab", "Shift"].includes(event.key)) this.editor.input.focus();
    });
  }

  #moveStop(element) {
    if (this.stop === element) return;
    this.stop?.removeAttribute("tabindex");
    this.stop = element;
    element?.setAttribute("tabindex", "0");
  }

  #mouse() {
    const spot = (event) => {
      const cell = event.target.closest?.(".tabulator-cell[tabulator-field]");
      const row = event.target.closest?.(".tabulator-tableholder .tabulator-row");
      if (!row || !cell) return null;
      const column = this.columns.findIndex((one) => one.field === cell.getAttribute("tabulator-field"));
      const index = this.sheet.rows.findIndex((one) => one.getElement() === row);
      return index < 0 ? null : [index, Math.max(column, 0)];
    };
    let dragging = false;
    this.place.addEventListener("mousedown", (event) => {
      const found = spot(event);
      if (!found || event.button !== 0) return;
      event.preventDefault();
      this.editor.commit();
      this.go(...found, event.shiftKey);
      this.editor.input.focus({ preventScroll: true });
      dragging = true;
    });
    this.place.addEventListener("mouseover", (event) => {
      const found = dragging && spot(event);
      if (found) this.go(...found, true);
    });
    window.addEventListener("mouseup", () => (dragging = false));
    this.place.addEventListener("dblclick", () => this.edit());
  }

  get column() {
    return this.columns[this.at[1]];
  }

  get range() {
    const [r1, c1] = this.anchor;
    const [r2, c2] = this.at;
    return { top: Math.min(r1, r2), bottom: Math.max(r1, r2), left: Math.min(c1, c2), right: Math.max(c1, c2) };
  }

  cellElement(row, column) {
    return this.sheet.row(row)?.getCell(this.columns[column].field)?.getElement();
  }

  go(row, column, extend = false) {
    const before = this.at[0];
    this.at = [Math.min(Math.max(row, 0), this.sheet.count - 1), Math.min(Math.max(column, 0), this.columns.length - 1)];
    if (!extend) this.anchor = [...this.at];
    const target = this.sheet.row(this.at[0]);
    if (!target) return;
    const element = this.cellElement(...this.at);
    if (!element.isConnected || !this.#inView(element)) this.table.scrollToRow(target, "nearest", false).catch(() => {});
    this.#scrollAcross(element);
    this.editor.attach(element, this.column, this.#words());
    this.paint();
    if (before !== this.at[0]) this.#announceRow();
  }

  #inView(element) {
    const holder = this.place.querySelector(".tabulator-tableholder").getBoundingClientRect();
    const box = element.getBoundingClientRect();
    return box.top >= holder.top - 1 && box.bottom <= holder.bottom + 1;
  }

  #scrollAcross(element) {
    const holder = this.place.querySelector(".tabulator-tableholder");
    const frame = holder.getBoundingClientRect();
    const box = element.getBoundingClientRect();
    if (box.right > frame.right) holder.scrollLeft += box.right - frame.right;
    if (box.left < frame.left + 52) holder.scrollLeft -= frame.left + 52 - box.left;
  }

  #words() {
    const row = this.sheet.row(this.at[0]);
    const value = shown(this.sheet.value(...this.at), this.column) || t("빈칸");
    const fault = this.sheet.faultAt(row, this.column.field);
    const place = t("%(name)s, %(row)s줄, %(value)s", { name: this.column.title, row: this.at[0] + 1, value });
    return fault ? t("%(place)s, 고칠 곳: %(fault)s", { place, fault }) : place;
  }

  edit() {
    if (this.column.type === "check" && !this.column.readonly) {
      this.sheet.enter([[...this.at, this.sheet.value(...this.at) ? "" : "1"]]);
      this.go(...this.at);
    } else this.editor.openWith(this.sheet.value(...this.at));
  }

  pick(item) {
    const { column } = this;
    this.editor.close();
    const entries = [[this.at[0], column.field, item.code]];
    for (const [from, to] of Object.entries(column.fill ?? {})) entries.push([this.at[0], to, item[from] ?? null]);
    this.sheet.apply(entries);
    this.go(...this.at);
  }

  clear() {
    const { top, bottom, left, right } = this.range;
    const entries = [];
    for (let row = top; row <= bottom; row += 1)
      for (let column = left; column <= right; column += 1) if (!this.columns[column].readonly) entries.push([row, this.columns[column].field, null]);
    this.sheet.apply(entries);
  }

  fillDown() {
    const { top, bottom, left, right } = this.range;
    const from = top === bottom ? Math.max(top - 1, 0) : top;
    const entries = [];
    for (let row = from + 1; row <= bottom; row += 1)
      for (let column = left; column <= right; column += 1) {
        if (this.columns[column].readonly) continue;
        entries.push([row, this.columns[column].field, this.sheet.value(from, column) ?? null]);
        for (const to of Object.values(this.columns[column].fill ?? {})) entries.push([row, to, this.sheet.row(from).getData()[to] ?? null]);
      }
    this.sheet.apply(entries);
    this.go(...this.at, true);
  }

  copy(event) {
    if (this.editor.editing) return false;
    const { top, bottom, left, right } = this.range;
    const rows = [];
    for (let row = top; row <= bottom; row += 1) {
      const cells = [];
      for (let column = left; column <= right; column += 1) cells.push(copied(this.sheet.value(row, column), this.columns[column]));
      rows.push(cells);
    }
    event.clipboardData.setData("text/plain", writeSheet(rows));
    event.preventDefault();
    announce(t("%(count)s줄을 복사했습니다.", { count: rows.length }));
    return true;
  }

  paste(event) {
    if (this.editor.editing || this.readonly) return;
    event.preventDefault();
    const given = parseSheet(event.clipboardData.getData("text/plain"));
    if (!given.length) return;
    const { top, left, bottom, right } = this.range;
    const single = given.length === 1 && given[0].length === 1;
    const height = single ? bottom - top + 1 : given.length;
    const missing = top + height - this.sheet.count;
    const entries = [];
    for (let row = 0; row < height; row += 1) {
      const cells = single ? Array(right - left + 1).fill(given[0][0]) : given[row];
      cells.forEach((text, offset) => entries.push([top + row, left + offset, text]));
    }
    this.sheet.history.group(() => {
      if (missing > 0) this.sheet.addRows(this.sheet.count, missing);
      this.sheet.enter(entries);
    });
    this.#fillCodes(top, top + height - 1);
    this.go(top, left);
    this.go(top + height - 1, Math.min(left + (single ? right - left : given[0].length - 1), this.columns.length - 1), true);
    announce(t("%(count)s줄을 붙여넣었습니다.", { count: height }));
  }

  // 붙여넣은 코드는 이름과 나머지 칸을 채운다. 이름을 붙여넣었으면 코드로 바꾼다
  async #fillCodes(from, to) {
    for (const column of this.columns.filter((one) => one.type === "lookup" && one.url && !one.readonly)) {
      const rows = this.sheet.rows.slice(from, to + 1).filter((row) => row.getData()[column.field]);
      const codes = [...new Set(rows.map((row) => String(row.getData()[column.field])))].slice(0, 300);
      const found = new Map(await Promise.all(codes.map(async (code) => [code, await this.#exact(column, code)])));
      const entries = [];
      rows.forEach((row) => {
        const item = found.get(String(row.getData()[column.field]));
        const index = this.sheet.rows.indexOf(row);
        if (!item) return this.sheet.setFault(row, column.field, t("%(name)s: 찾을 수 없는 코드입니다.", { name: column.title }));
        entries.push([index, column.field, item.code]);
        for (const [source, target] of Object.entries(column.fill ?? {})) entries.push([index, target, item[source] ?? null]);
      });
      this.sheet.apply(entries, { remember: false });
    }
  }

  async #exact(column, typed) {
    const items = await ask(column.url, typed).catch(() => []);
    return items.find((item) => item.code === typed || item.name === typed) ?? (items.length === 1 ? items[0] : null);
  }

  resolveCode() {
    if (this.column.type === "lookup" && this.column.url) this.#fillCodes(this.at[0], this.at[0]);
  }

  paint() {
    const { top, bottom, left, right } = this.range;
    const rows = this.sheet.rows;
    const visible = new Set(this.table.getRows("visible"));
    rows.forEach((row, index) => {
      if (!visible.has(row)) return;
      this.columns.forEach((column, at) => {
        const element = row.getCell(column.field).getElement();
        const within = index >= top && index <= bottom && at >= left && at <= right;
        const active = index === this.at[0] && at === this.at[1];
        const fault = this.sheet.faultAt(row, column.field);
        element.classList.toggle("in-range", within && !(top === bottom && left === right));
        element.classList.toggle("is-focus", active);
        element.classList.toggle("is-error", Boolean(fault));
        element.classList.toggle("is-edited", !fault && this.sheet.edited.has(`${row.getData()._id}/${column.field}`));
        if (fault) element.setAttribute("aria-invalid", "true");
        else element.removeAttribute("aria-invalid");
        element.title = fault ?? "";
      });
    });
    const active = this.cellElement(...this.at);
    this.#moveStop(active);
    this.editor.place(active);
  }

  changed({ silent = false } = {}) {
    const rows = this.sheet.collect();
    this.field.value = JSON.stringify(rows);
    const count = this.element.querySelector("[data-grid-count]");
    const total = this.columns.find((column) => column.total && column.key) ?? this.columns.find((column) => column.total);
    const sum = total ? rows.reduce((all, row) => all + (typeof row[total.field] === "number" ? row[total.field] : 0), 0) : null;
    if (count) count.textContent = t("%(count)s줄", { count: rows.length }) + (sum === null ? "" : ` · ${wonInWords(sum)}`);
    this.place.setAttribute("aria-rowcount", String(this.sheet.count + 1));
    showFaults(this);
    this.paint();
    if (silent) return;
    this.element.dispatchEvent(new CustomEvent("dure:grid-change", { bubbles: true, detail: { rows, row: this.#rowData(), sum } }));
    this.#askPanel();
  }

  // 빈 줄에 있으면 바로 위의 채운 줄을 본다
  #filledRow() {
    const here = this.at[0];
    const blank = (index) => isBlank(this.sheet.row(index)?.getData() ?? {}, this.columns);
    return blank(here) && here > 0 && !blank(here - 1) ? here - 1 : here;
  }

  #rowData(index = this.at[0]) {
    const data = { ...(this.sheet.row(index)?.getData() ?? {}) };
    delete data._id;
    return data;
  }

  #announceRow() {
    this.element.dispatchEvent(new CustomEvent("dure:grid-row", { bubbles: true, detail: { index: this.at[0], row: this.#rowData() } }));
    this.#askPanel();
  }

  // 오른쪽 판(남은 예산)을 지금 줄과 모든 줄로 다시 그린다: data-row-url, data-row-target
  #askPanel() {
    const { rowUrl, rowTarget } = this.element.dataset;
    if (!rowUrl) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(async () => {
      const body = new FormData(this.element.closest("form") ?? undefined);
      const index = this.#filledRow();
      body.set("row", JSON.stringify(this.#rowData(index)));
      body.set("row_number", String(index + 1));
      const turn = (this.turn = (this.turn ?? 0) + 1);
      const response = await fetch(rowUrl, {
        method: "POST",
        body,
        headers: { "X-CSRFToken": csrf(), "HX-Request": "true", "HX-Target": rowTarget ?? "budget" },
      }).catch(() => null);
      if (!response?.ok || turn !== this.turn) return;
      const target = document.getElementById(rowTarget ?? "budget");
      if (target) target.innerHTML = await response.text();
    }, 250);
  }
}
