// 칸: 날짜와 금액을 알아듣고 되돌려 보여 주며, 코드 칸은 넣는 동안 추천한다
import { formatWon, parseAmount, parseDate, wonInWords } from "./entry.js";
import { fromUrl, Suggest } from "./suggest.js";
import { t } from "./words.js";

function fault(field, text) {
  const box = field.closest(".field, .cond-item") ?? field.parentElement;
  const id = `${field.id || field.name}-fault`;
  let line = document.getElementById(id);
  if (!text) {
    line?.remove();
    field.removeAttribute("aria-invalid");
    field.setCustomValidity("");
    return;
  }
  if (!line) {
    line = document.createElement("p");
    line.className = "err";
    line.id = id;
    box.append(line);
  }
  line.textContent = text;
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", id);
  field.setCustomValidity(text);
}

function readDate(field) {
  if (!field.value.trim()) return fault(field, "");
  const day = parseDate(field.value);
  if (!day) return fault(field, t("날짜를 알 수 없습니다. 20261122 또는 11.22처럼 넣어 주십시오."));
  field.value = day;
  fault(field, "");
}

function readAmount(field) {
  const typed = field.value.trim();
  const echo = document.querySelector(`[data-echo-of="${field.id}"]`);
  if (!typed) {
    if (echo) echo.textContent = "";
    return fault(field, "");
  }
  const amount = parseAmount(typed);
  if (amount === null) return fault(field, t("금액을 알 수 없습니다. 1,500,000 또는 1.5백만처럼 넣어 주십시오."));
  field.value = formatWon(amount).replace("−", "-");
  if (echo) echo.textContent = wonInWords(amount);
  fault(field, "");
}

export function startFields() {
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-date]")) readDate(event.target);
    if (event.target.matches("[data-amount]")) readAmount(event.target);
  });
  document.addEventListener("focusin", (event) => {
    const field = event.target;
    if (field.matches?.("input[data-lookup]") && !field.dataset.armed) {
      field.dataset.armed = "1";
      new Suggest(field, fromUrl(field.dataset.lookup), (item) => {
        field.value = item.code ? (field.dataset.lookupShow === "code" ? item.code : `${item.code} ${item.name}`) : item.name;
        const target = field.dataset.lookupInto && field.form?.elements[field.dataset.lookupInto];
        if (target) {
          target.value = item.id ?? item.code;
          target.dispatchEvent(new Event("change", { bubbles: true }));
        }
        field.dispatchEvent(new CustomEvent("dure:picked", { bubbles: true, detail: item }));
      });
    }
  });
}

// 거절 목록의 한 줄을 누르면 그 칸으로 간다. 표의 칸은 grid.js가 같은 신호를 듣는다
export function startFaults() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-fault]");
    if (!button) return;
    const name = button.dataset.fault.replace(/^\//, "");
    const field = document.querySelector(`#document [name="${CSS.escape(name)}"], form [name="${CSS.escape(name)}"]`);
    if (field && field.type !== "hidden") field.focus();
    else document.dispatchEvent(new CustomEvent("dure:fault", { detail: button.dataset.fault }));
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id !== "refusal") return;
    markFaults();
    event.target.querySelector("[data-refusal]")?.focus({ preventScroll: true });
    event.target.closest(".split-main")?.scrollTo({ top: 0 });
  });
  markFaults();
}

function markFaults() {
  document.querySelectorAll("#document [data-server-fault]").forEach((field) => {
    field.removeAttribute("data-server-fault");
    fault(field, "");
  });
  const found = [...document.querySelectorAll("#refusal [data-fault]")];
  for (const button of found) {
    const field = document.querySelector(`#document [name="${CSS.escape(button.dataset.fault.replace(/^\//, ""))}"]`);
    if (!field || field.type === "hidden") continue;
    field.dataset.serverFault = "1";
    fault(field, button.dataset.faultText);
    field.setCustomValidity("");
  }
  const count = document.querySelector("[data-fault-count]");
  const next = document.querySelector("[data-next-fault]");
  if (!count || !next) return;
  count.hidden = next.hidden = !found.length;
  count.querySelector("span").textContent = t("고칠 곳 %(count)s개", { count: found.length });
  let at = 0;
  next.onclick = () => found[at++ % found.length]?.click();
  document.dispatchEvent(
    new CustomEvent("dure:faults", { detail: found.map((one) => ({ pointer: one.dataset.fault, text: one.dataset.faultText })) }),
  );
}
