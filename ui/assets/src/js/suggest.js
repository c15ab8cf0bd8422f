// 추천 목록: source(글자)가 [{code, name, note, …}]를 준다. F4로도 연다. null이면 추천하지 않는다
import { foundBy } from "./entry.js";
import { getJson } from "./http.js";
import { t } from "./words.js";

const KEEP_MS = 30_000;
const cache = new Map();

export function ask(url, query) {
  const address = new URL(url, location.href);
  address.searchParams.set("q", query);
  const key = address.toString();
  if (!cache.has(key)) {
    const answer = getJson(key).then((body) => body.items);
    answer.catch(() => cache.delete(key));
    cache.set(key, answer);
    setTimeout(() => cache.delete(key), KEEP_MS);
  }
  return cache.get(key);
}

export const fromUrl = (url) => (query) => ask(url, query);
export const fromOptions = (options) => async (query) =>
  options.filter(([value, label]) => foundBy(query, `${value} ${label}`)).map(([value, label]) => ({ code: value, name: label, isOption: true }));

const COMBOBOX = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false" };
let serial = 0;

function optionRow(item, id) {
  const row = document.createElement("li");
  row.id = id;
  row.role = "option";
  const parts = item.isOption ? [["span", "", item.name]] : [["span", "code", item.code], ["span", "", item.name], ["small", "", item.note]];
  for (const [tag, css, text] of parts) {
    const part = document.createElement(tag);
    part.className = css;
    part.textContent = text ?? "";
    row.append(part);
  }
  return row;
}

export class Suggest {
  #items = [];
  #at = -1;
  #turn = 0;
  #timer = 0;

  constructor(field, source, onPick) {
    this.field = field;
    this.onPick = onPick;
    serial += 1;
    this.list = document.createElement("ul");
    Object.assign(this.list, { className: "suggest", id: `suggest-${serial}`, role: "listbox", hidden: true });
    this.list.setAttribute("aria-label", t("추천 목록"));
    (field.closest("dialog") ?? document.body).append(this.list);
    this.use(source);
    field.addEventListener("input", () => this.#later());
    field.addEventListener("keydown", (event) => this.#key(event));
    field.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.#pick([...this.list.children].indexOf(event.target.closest("li"))));
  }

  use(source) {
    this.source = source;
    this.close();
    for (const [name, value] of Object.entries(COMBOBOX)) {
      if (source) this.field.setAttribute(name, value);
      else this.field.removeAttribute(name);
    }
    if (source) this.field.setAttribute("aria-controls", this.list.id);
    else this.field.removeAttribute("aria-controls");
  }

  get isOpen() {
    return !this.list.hidden;
  }

  close() {
    this.#turn += 1;
    clearTimeout(this.#timer);
    this.list.hidden = true;
    if (this.source) this.field.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
  }

  #later() {
    clearTimeout(this.#timer);
    if (this.source) this.#timer = setTimeout(() => this.show(), 120);
  }

  async show() {
    if (!this.source) return;
    const turn = (this.#turn += 1);
    const found = await this.source(this.field.value.trim()).catch(() => []);
    if (turn !== this.#turn || document.activeElement !== this.field) return;
    this.#items = found;
    this.list.replaceChildren(...found.map((item, index) => optionRow(item, `${this.list.id}-${index}`)));
    this.list.hidden = !found.length;
    this.field.setAttribute("aria-expanded", String(found.length > 0));
    if (!found.length) return;
    this.#place();
    this.#mark(0);
  }

  #place() {
    const box = this.field.getBoundingClientRect();
    this.list.style.minWidth = `${Math.max(box.width, 240)}px`;
    const height = Math.min(this.list.offsetHeight, 320);
    const below = window.innerHeight - box.bottom > height + 8;
    this.list.style.left = `${Math.min(box.left, window.innerWidth - this.list.offsetWidth - 8)}px`;
    this.list.style.top = `${below ? box.bottom + 2 : Math.max(box.top - height - 2, 4)}px`;
  }

  #mark(index) {
    this.#at = (index + this.#items.length) % this.#items.length;
    [...this.list.children].forEach((row, at) => row.setAttribute("aria-selected", String(at === this.#at)));
    this.list.children[this.#at]?.scrollIntoView({ block: "nearest" });
    this.field.setAttribute("aria-activedescendant", `${this.list.id}-${this.#at}`);
  }

  #pick(index) {
    const item = this.#items[index];
    if (!item) return;
    this.close();
    this.onPick(item);
  }

  #key(event) {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "F4" && this.source) this.show();
    else if (!this.isOpen) return;
    else if (event.key === "ArrowDown") this.#mark(this.#at + 1);
    else if (event.key === "ArrowUp") this.#mark(this.#at - 1);
    else if (event.key === "Enter") this.#pick(this.#at);
    else if (event.key === "Escape") this.close();
    else {
      if (event.key === "Tab") this.#pick(this.#at);
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}
