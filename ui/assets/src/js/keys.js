// 단축키. 글자 하나로 된 것은 칸 밖에서만 듣고, 사람이 끌 수 있다
import { open } from "./dialogs.js";

const inField = (target) => target.closest?.("input, textarea, select, [contenteditable], .tabulator");
const lettersOff = () => document.querySelector("[data-shell]")?.dataset.keys === "off";
const press = (selector) => {
  const button = [...document.querySelectorAll(selector)].find((one) => !one.disabled && one.offsetParent !== null);
  button?.click();
  return Boolean(button);
};

// g 다음 글자로 가는 곳, 글자로 옮겨 가는 칸
function follow(key) {
  const link = document.querySelector(`[data-go="${CSS.escape(key)}"]`);
  if (link) location.assign(link.href);
  return Boolean(link);
}
function focusOn(key) {
  const field = document.querySelector(`[data-letter-focus="${CSS.escape(key)}"]`);
  field?.focus();
  return Boolean(field);
}

let pending = "";

function combination(event) {
  if (event.altKey && /^Digit[1-9]$/.test(event.code)) {
    const link = document.querySelector(`[data-favourite="${event.code.slice(5)}"]`);
    if (link) location.assign(link.href);
    return Boolean(link);
  }
  if (event.key === "F8") return press("[data-query]");
  if (!event.ctrlKey || event.altKey) return false;
  if (event.key.toLowerCase() === "k") {
    document.getElementById("gs")?.focus();
    return true;
  }
  if (event.key.toLowerCase() === "s") return press('[data-key="Ctrl S"]');
  if (event.key === "Enter") return press('[data-key="Ctrl ↵"]');
  return false;
}

function letter(event) {
  if (lettersOff() || inField(event.target) || event.ctrlKey || event.metaKey || event.altKey) return false;
  if (document.querySelector("dialog[open]")) return false;
  const before = pending;
  pending = "";
  if (event.key === "?") open("keys-dialog");
  else if (event.key === "/") document.getElementById("gs")?.focus();
  else if (event.key === "g") pending = "g";
  else if (before === "g" && event.key === "h") location.assign("/");
  else if (before === "g") return follow(event.key);
  else return press(`[data-letter="${CSS.escape(event.key)}"]`) || focusOn(event.key);
  return true;
}

export function startKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.defaultPrevented) return;
    if (combination(event) || letter(event)) event.preventDefault();
  });
}
