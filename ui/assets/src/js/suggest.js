// 추천 목록: source(글자)가 [{code, name, note, …}]를 준다. F4로도 연다. null이면 추천하지 않는다
import { foundBy, isInitials } from "./entry.js";
import { getJson } from "./http.js";
import { announce } from "./toast.js";
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
    this.none = document.createElement("p");
    Object.assign(this.none, { className: "suggest suggest-none", hidden: true });
    this.list.after(this.none);
    this.use(source);
    field.addEventListener("input", (event) => this.#later(event.isComposing));
    field.addEventListener("compositionend", () => this.#later(false));
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
    this.list.hidden = this.none.hidden = true;
    if (this.source) this.field.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
  }

  #later(composing = false) {
    clearTimeout(this.#timer);
    if (this.source) this.#timer = setTimeout(() => this.show(composing), 120);
  }

  async show(composing = false) {
    if (!this.source) return;
    const turn = (this.#turn += 1);
    const query = this.field.value.trim();
    const found = await this.source(query).catch(() => []);
    if (turn !== this.#turn || document.activeElement !== this.field) return;
    this.#items = found;
    this.list.replaceChildren(...found.map((item, index) => optionRow(item, `${this.list.id}-${index}`)));
    this.list.hidden = !found.length;
    this.field.setAttribute("aria-expanded", String(found.length > 0));
    // 조합 중인 글자는 아직 낱말이 아니다: 초성만 친 때가 아니면 없다고 하지 않는다
    this.#sayNone(query, !found.length && Boolean(query) && (!composing || isInitials(query)));
    if (!found.length) return;
    this.#place(this.list);
    this.#mark(0);
  }

  #sayNone(query, shown) {
    this.none.hidden = !shown;
    if (!shown) return;
    this.none.textContent = t("'%(query)s'에 맞는 것이 없음", { query });
    announce(this.none.textContent);
    this.#place(this.none);
  }

  #place(box) {
    const field = this.field.getBoundingClientRect();
    box.style.minWidth = `${Math.max(field.width, 240)}px`;
    const height = Math.min(box.offsetHeight, 320);
    const below = window.innerHeight - field.bottom > height + 8;
    box.style.left = `${Math.min(field.left, window.innerWidth - box.offsetWidth - 8)}px`;
    box.style.top = `${below ? field.bottom + 2 : Math.max(field.top - height - 2, 4)}px`;
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
    else if (event.key === "Escape" && !this.none.hidden) this.close();
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
