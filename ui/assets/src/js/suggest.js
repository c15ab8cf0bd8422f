// 추천 목록: 주소가 {"items": [{code, name, note, …}]}로 답한다. F4로도 연다
import { getJson } from "./http.js";

const cache = new Map();

export async function ask(url, query) {
  const address = new URL(url, location.href);
  address.searchParams.set("q", query);
  const key = address.toString();
  if (!cache.has(key)) {
    cache.set(
      key,
      getJson(key).then((answer) => answer.items),
    );
    cache.get(key).catch(() => cache.delete(key));
    setTimeout(() => cache.delete(key), 30_000);
  }
  return cache.get(key);
}

let serial = 0;

export function suggestOn(field, url, onPick) {
  const list = document.createElement("ul");
  serial += 1;
  list.className = "suggest";
  list.id = `suggest-${serial}`;
  list.role = "listbox";
  list.hidden = true;
  list.setAttribute("aria-label", "추천 목록");
  (field.closest("dialog") ?? document.body).append(list);
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-expanded", "false");
  let items = [];
  let at = -1;
  let turn = 0;
  const close = () => {
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
  };
  const mark = (index) => {
    at = (index + items.length) % items.length;
    [...list.children].forEach((row, i) => row.setAttribute("aria-selected", String(i === at)));
    list.children[at]?.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", `${list.id}-${at}`);
  };
  const place = () => {
    const box = field.getBoundingClientRect();
    const root = list.offsetParent?.getBoundingClientRect() ?? { left: 0, top: 0 };
    const below = window.innerHeight - box.bottom > 240;
    list.style.left = `${box.left - root.left + (list.offsetParent === document.body || !list.offsetParent ? window.scrollX : 0)}px`;
    list.style.minWidth = `${Math.max(box.width, 240)}px`;
    const height = Math.min(list.scrollHeight, 320);
    list.style.top = `${(below ? box.bottom + 2 : box.top - height - 4) - root.top}px`;
  };
  const show = async () => {
    const mine = ++turn;
    const found = await ask(typeof url === "function" ? url() : url, field.value.trim()).catch(() => []);
    if (mine !== turn || document.activeElement !== field) return;
    items = found;
    list.replaceChildren(
      ...found.map((item, index) => {
        const row = document.createElement("li");
        row.id = `${list.id}-${index}`;
        row.role = "option";
        const code = document.createElement("span");
        code.className = "code";
        code.textContent = item.code ?? "";
        const name = document.createElement("span");
        name.textContent = item.name ?? "";
        const note = document.createElement("small");
        note.textContent = item.note ?? "";
        row.append(code, name, note);
        return row;
      }),
    );
    if (!found.length) return close();
    list.hidden = false;
    field.setAttribute("aria-expanded", "true");
    place();
    mark(0);
  };
  const pick = (item) => {
    if (!item) return;
    close();
    turn += 1;
    onPick(item);
  };
  let timer = 0;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, 120);
  });
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "F4") show();
    else if (list.hidden) return;
    else if (event.key === "ArrowDown") mark(at + 1);
    else if (event.key === "ArrowUp") mark(at - 1);
    else if (event.key === "Enter" || event.key === "Tab") {
      pick(items[at]);
      if (event.key === "Tab") return;
    } else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  field.addEventListener("blur", () => setTimeout(close, 150));
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => pick(items[[...list.children].indexOf(event.target.closest("li"))]));
  return { show, close, isOpen: () => !list.hidden, current: () => items[at], remove: () => list.remove() };
}
