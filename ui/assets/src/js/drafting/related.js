// 관련 문서와 받는 곳: 찾아서 고른 것을 목록이나 글칸에 더한다
import { csrf } from "../http.js";
import { announce } from "../toast.js";
import { t } from "../words.js";

const PAUSE = 250;

function startRelated(root, desk) {
  const list = root.querySelector("[data-related]");
  const dialog = document.querySelector("[data-related-dialog]");
  if (!list || !dialog) return;
  const query = dialog.querySelector("[data-related-q]");
  const result = dialog.querySelector("[data-related-result]");
  let timer = 0;
  let turn = 0;
  const look = async () => {
    const now = (turn += 1);
    const url = new URL(root.dataset.relatedUrl, location.href);
    url.searchParams.set("q", query.value.trim());
    const response = await fetch(url, { credentials: "same-origin", headers: { "X-CSRFToken": csrf(), "X-Requested-With": "fetch" } });
    if (now === turn && response.ok) result.innerHTML = await response.text();
  };
  query.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  });
  new MutationObserver(() => dialog.open && look()).observe(dialog, { attributes: true, attributeFilter: ["open"] });
  result.addEventListener("click", (event) => {
    const button = event.target.closest("[data-relate]");
    if (!button) return;
    dialog.close();
    if (list.querySelector(`input[value="${CSS.escape(button.dataset.relate)}"]`)) return;
    const item = document.querySelector("template[data-related-item]").content.firstElementChild.cloneNode(true);
    item.querySelector("input").value = button.dataset.relate;
    item.querySelector("[data-title]").textContent = button.dataset.title;
    item.querySelector("[data-note]").textContent = button.dataset.note;
    item.querySelector("button").setAttribute("aria-label", t("%(name)s 빼기", { name: button.dataset.title }));
    list.append(item);
    announce(t("관련 문서를 더했습니다."));
    desk.save();
  });
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-unrelate]");
    if (!button) return;
    button.closest("li").remove();
    desk.save();
    document.querySelector('[data-open="related-picker"]').focus();
  });
}

function startReceivers(root, desk) {
  const choice = root.querySelector("[data-receiver-choice]");
  if (!choice) return;
  choice.addEventListener("change", () => {
    const field = document.getElementById("receivers");
    const lines = field.value.split("\n").map((line) => line.trim()).filter(Boolean);
    if (choice.value && !lines.includes(choice.value)) field.value = [...lines, choice.value].join("\n");
    choice.value = "";
    field.focus();
    desk.save();
  });
}

export function startReferences(root, desk) {
  startRelated(root, desk);
  startReceivers(root, desk);
}
