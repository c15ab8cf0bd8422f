// 창: data-open="창 id"로 열고, 되묻기(data-confirm)는 대상과 결과를 말한 뒤 처리한다
import { t } from "./words.js";

export function open(id, focusId) {
  const dialog = document.getElementById(id);
  if (!dialog || dialog.open) return;
  dialog.showModal();
  if (focusId) document.getElementById(focusId)?.focus();
}

export function startDialogs() {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-open]");
    if (opener) {
      event.preventDefault();
      open(opener.dataset.open, opener.dataset.focus);
    }
    const closer = event.target.closest("[data-close]");
    if (closer) closer.closest("dialog")?.close();
    if (event.target instanceof HTMLDialogElement && event.target.open) event.target.close();
    const toggle = event.target.closest("[data-toggle]");
    if (toggle) {
      const panel = document.getElementById(toggle.getAttribute("aria-controls"));
      if (panel) {
        panel.hidden = !panel.hidden;
        toggle.setAttribute("aria-expanded", String(!panel.hidden));
      }
    }
    if (event.target.closest("[data-back]")) history.length > 1 ? history.back() : location.assign("/");
    if (event.target.closest("[data-print]")) window.print();
  });
  document.addEventListener("click", askFirst, true);
}

function askFirst(event) {
  const button = event.target.closest("button[data-confirm], button[data-confirm-ask]");
  if (!button || button.dataset.confirmed) return;
  if (button.getAttribute("aria-disabled") === "true") return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const dialog = document.getElementById("confirm-dialog");
  const reason = dialog.querySelector("[data-confirm-reason]");
  const input = reason.querySelector("input");
  const asks = button.dataset.confirmAsk;
  dialog.querySelector("[data-confirm-title]").textContent = button.dataset.confirmLabel || button.textContent.trim();
  dialog.querySelector("[data-confirm-text]").textContent = button.dataset.confirm || "";
  dialog.querySelector("[data-confirm-yes]").textContent = button.dataset.confirmLabel || t("확인");
  reason.hidden = !asks;
  input.required = Boolean(asks);
  input.value = "";
  if (asks) reason.querySelector("label").firstChild.textContent = asks;
  dialog.returnValue = "no";
  dialog.showModal();
  dialog.addEventListener(
    "close",
    () => {
      if (dialog.returnValue !== "yes") return;
      const place = button.form?.querySelector("[data-act-reason]");
      if (place && asks) place.value = input.value;
      button.dataset.confirmed = "1";
      button.click();
      delete button.dataset.confirmed;
    },
    { once: true },
  );
}
