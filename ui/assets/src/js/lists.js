// 목록: 줄 열기, 방향키로 줄 옮기기, 열 고르기, 내 조건 저장, 인쇄
import { postJson } from "./http.js";
import { toast } from "./toast.js";
import { t } from "./words.js";

const PREFERENCES = "/ui/list-preferences/";

function startRows() {
  document.addEventListener("dblclick", (event) => {
    const row = event.target.closest("tr[data-href]");
    if (row && !event.target.closest("a, button, input")) location.assign(row.dataset.href);
  });
  document.addEventListener("keydown", (event) => {
    const wrap = event.target.closest?.(".gridwrap");
    if (!wrap || event.target !== wrap || event.ctrlKey || event.altKey) return;
    const rows = [...wrap.querySelectorAll("tbody tr")];
    const at = rows.findIndex((row) => row.getAttribute("aria-selected") === "true" || row.dataset.at);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && rows.length) {
      const next = Math.min(Math.max(at + step, 0), rows.length - 1);
      rows.forEach((row, index) => {
        row.classList.toggle("is-selected", index === next);
        index === next ? (row.dataset.at = "1") : delete row.dataset.at;
      });
      rows[next].scrollIntoView({ block: "nearest" });
      event.preventDefault();
    } else if (event.key === "Enter" && rows[at]?.dataset.href) {
      location.assign(rows[at].dataset.href);
    }
  });
}

function startPanel() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-cond-toggle]");
    if (!button) return;
    const open = button.closest("form").classList.toggle("is-open");
    button.setAttribute("aria-expanded", String(open));
  });
}

function startColumns() {
  document.addEventListener("submit", async (event) => {
    const form = event.target.closest("form[data-columns]");
    if (!form || event.submitter?.value !== "yes") return;
    const hidden = [...form.querySelectorAll("[name=column]")].filter((box) => !box.checked).map((box) => box.value);
    await postJson(PREFERENCES, { route: form.dataset.columns, hidden });
    location.reload();
  });
}

function startSaved() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-save-condition]");
    if (!button) return;
    const input = document.createElement("input");
    input.className = "input input--chip";
    input.maxLength = 30;
    input.setAttribute("aria-label", t("조건 이름"));
    input.placeholder = t("조건 이름 + Enter");
    button.replaceWith(input);
    input.focus();
    const back = () => input.isConnected && input.replaceWith(button);
    input.addEventListener("blur", back);
    input.addEventListener("keydown", async (key) => {
      if (key.isComposing) return;
      if (key.key === "Escape") back();
      if (key.key !== "Enter") return;
      key.preventDefault();
      const name = input.value.trim();
      if (!name) return back();
      const form = document.getElementById("cond");
      const query = new URLSearchParams([...new FormData(form)].filter(([field, value]) => value && field !== "cursor")).toString();
      const route = form.querySelector("[data-saved-conditions]").dataset.savedConditions;
      await postJson(PREFERENCES, { route, save: { name, query } });
      const chip = document.createElement("a");
      chip.className = "chip";
      chip.href = `${location.pathname}?${query}`;
      chip.textContent = name;
      input.before(chip);
      back();
      toast(t("조건을 저장했습니다."));
    });
  });
}

function startExport() {
  // 화면에서 바꾼 조건과 차례를 그대로 내려받는다: 누르는 순간의 주소를 쓴다
  document.addEventListener(
    "click",
    (event) => {
      const link = event.target.closest("a[data-keep-query]");
      if (!link) return;
      const url = new URL(location.href);
      const [name, value] = link.dataset.keepQuery.split("=");
      url.searchParams.delete("cursor");
      url.searchParams.set(name, value);
      link.href = url.pathname + url.search;
    },
    true,
  );
  if (document.querySelector("[data-print-now]")) window.addEventListener("load", () => setTimeout(() => window.print(), 300));
}

export function startLists() {
  startRows();
  startPanel();
  startColumns();
  startSaved();
  startExport();
}
