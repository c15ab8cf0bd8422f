// 날짜 칸 곁의 달력 단추: 브라우저의 달력을 열어 고른 날을 칸에 넣는다
import { t } from "./words.js";

const sprite = () => document.querySelector(".ic use")?.getAttribute("href")?.split("#")[0] ?? "";

function equip(field) {
  if (field.dataset.calendar || field.readOnly || field.disabled) return;
  field.dataset.calendar = "1";
  const box = document.createElement("div");
  box.className = "withic withic--date";
  field.replaceWith(box);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "iconbtn";
  const name = field.getAttribute("aria-label") ?? field.labels?.[0]?.textContent.replace("*", "").trim() ?? t("날짜");
  button.setAttribute("aria-label", t("%(name)s 달력 열기", { name }));
  button.innerHTML = `<svg class="ic" viewBox="0 0 20 20" aria-hidden="true"><use href="${sprite()}#i-cal"></use></svg>`;
  const native = document.createElement("input");
  Object.assign(native, { type: "date", tabIndex: -1, className: "native-date" });
  native.setAttribute("aria-hidden", "true");
  box.append(field, native, button);
  button.addEventListener("click", () => {
    native.value = /^\d{4}-\d\d-\d\d$/.test(field.value) ? field.value : "";
    native.showPicker();
  });
  native.addEventListener("change", () => {
    field.value = native.value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
    field.focus();
  });
}

const equipAll = (root) => root.querySelectorAll?.("input[data-date]").forEach(equip);

export function startCalendars() {
  equipAll(document);
  document.addEventListener("htmx:afterSettle", (event) => equipAll(event.target));
}
