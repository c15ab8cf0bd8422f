// 나무: 방향키로 다니고, Enter로 고른다. 찾기는 이름과 초성. 고르면 오른쪽을 갈거나 칸에 넣는다
import htmx from "htmx.org";
import { foundBy } from "./entry.js";

const visible = (tree) => [...tree.querySelectorAll('[role="treeitem"]')].filter((item) => item.offsetParent !== null);

function focusOn(tree, item) {
  tree.querySelectorAll('[role="treeitem"]').forEach((one) => (one.tabIndex = -1));
  item.tabIndex = 0;
  item.focus();
}

function choose(tree, item) {
  tree.querySelectorAll('[aria-selected="true"]').forEach((one) => one.setAttribute("aria-selected", "false"));
  item.setAttribute("aria-selected", "true");
  const picker = tree.closest("[data-picker]");
  if (picker) {
    const field = picker.closest(".field");
    field.querySelector("[data-picked]").value = item.dataset.node;
    field.querySelector("input[readonly]").value = item.querySelector(".node .t").textContent;
    field.querySelector("[data-picked]").dispatchEvent(new Event("change", { bubbles: true }));
    picker.close();
    return;
  }
  tree.dispatchEvent(new CustomEvent("dure:chosen", { bubbles: true, detail: item.dataset.node }));
  if (!tree.closest("[data-tree-screen]")) return;
  const url = new URL(location.href);
  url.searchParams.set("node", item.dataset.node);
  htmx.ajax("GET", url.pathname + url.search, { target: "#detail", swap: "innerHTML" });
  history.replaceState(history.state, "", url);
}

function move(tree, item, key) {
  const items = visible(tree);
  const at = items.indexOf(item);
  if (key === "ArrowDown") return items[at + 1];
  if (key === "ArrowUp") return items[at - 1];
  if (key === "Home") return items[0];
  if (key === "End") return items.at(-1);
  const opened = item.getAttribute("aria-expanded");
  if (key === "ArrowRight") {
    if (opened === "false") item.setAttribute("aria-expanded", "true");
    else if (opened === "true") return items[at + 1];
  }
  if (key === "ArrowLeft") {
    if (opened === "true") item.setAttribute("aria-expanded", "false");
    else return item.parentElement.closest('[role="treeitem"]');
  }
  return null;
}

function find(input) {
  const tree = input.closest("dialog, .ltree")?.querySelector("[data-tree]");
  if (!tree) return;
  const query = input.value.trim();
  const check = (item) => {
    const children = [...item.querySelectorAll(':scope > ul > [role="treeitem"]')].map(check);
    const shown = foundBy(query, item.dataset.find) || children.some(Boolean);
    item.hidden = !shown;
    if (query && children.some(Boolean)) item.setAttribute("aria-expanded", "true");
    return shown;
  };
  tree.querySelectorAll(':scope > [role="treeitem"]').forEach(check);
}

export function startTrees() {
  document.querySelectorAll("[data-tree]").forEach((tree) => {
    const first = tree.querySelector('[aria-selected="true"]') ?? tree.querySelector('[role="treeitem"]');
    if (first) first.tabIndex = 0;
  });
  document.addEventListener("click", (event) => {
    const node = event.target.closest("[data-tree] .node");
    if (!node) return;
    const item = node.closest('[role="treeitem"]');
    const tree = node.closest("[data-tree]");
    if (event.target.closest(".tw-ic")) {
      item.setAttribute("aria-expanded", item.getAttribute("aria-expanded") === "true" ? "false" : "true");
      return;
    }
    focusOn(tree, item);
    choose(tree, item);
  });
  document.addEventListener("keydown", (event) => {
    const item = event.target.closest?.('[data-tree] [role="treeitem"]');
    if (!item || event.target !== item) return;
    const tree = item.closest("[data-tree]");
    if (event.key === "Enter" || event.key === " ") choose(tree, item);
    else if (/^(Arrow|Home|End)/.test(event.key)) {
      const next = move(tree, item, event.key);
      if (next) focusOn(tree, next);
    } else return;
    event.preventDefault();
  });
  document.addEventListener("input", (event) => event.target.matches("[data-tree-find]") && find(event.target));
}
