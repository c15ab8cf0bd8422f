// 임시 보관: 10초마다, 그리고 화면을 떠날 때 스스로 저장한다. 다시 열면 이어 쓸지 묻는다
import { getJson, PASSIVE, postJson } from "./http.js";
import { announce } from "./toast.js";
import { t } from "./words.js";

const EVERY = 10_000;
const SKIP = new Set(["csrfmiddlewaretoken", "act", "reason"]);

export function collect(form) {
  form.dispatchEvent(new CustomEvent("dure:collect", { bubbles: true }));
  const values = {};
  for (const [name, value] of new FormData(form)) {
    if (SKIP.has(name) || typeof value !== "string") continue;
    (values[name] ??= []).push(value);
  }
  return values;
}

function restore(form, values) {
  for (const [name, given] of Object.entries(values)) {
    const fields = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
    fields.forEach((field, index) => {
      if (field.type === "checkbox" || field.type === "radio") field.checked = given.includes(field.value);
      else if (given[index] !== undefined) field.value = given[index];
    });
  }
  form.dispatchEvent(new CustomEvent("dure:restored", { bubbles: true, detail: values }));
  form.querySelectorAll("[data-date], [data-amount]").forEach((field) => field.dispatchEvent(new Event("change", { bubbles: true })));
}

async function offer(form, url) {
  const found = await getJson(url, PASSIVE);
  if (!found.values) return;
  const notice = document.createElement("div");
  notice.className = "notice";
  notice.innerHTML =
    '<div><span></span> <button type="button" class="linkbtn" data-take></button> · <button type="button" class="linkbtn" data-drop></button></div>';
  notice.querySelector("span").textContent = t("%(time)s에 쓰던 내용이 남아 있습니다.", { time: found.saved_at });
  notice.querySelector("[data-take]").textContent = t("이어 쓰기");
  notice.querySelector("[data-drop]").textContent = t("버리기");
  notice.querySelector("[data-take]").addEventListener("click", () => {
    restore(form, found.values);
    notice.remove();
    announce(t("쓰던 내용을 불러왔습니다."));
  });
  notice.querySelector("[data-drop]").addEventListener("click", () => {
    postJson(url, { values: null });
    notice.remove();
  });
  form.querySelector("#refusal")?.before(notice);
}

function startOne(form) {
  const url = `/ui/drafts/${encodeURIComponent(form.dataset.draft)}/`;
  let before = JSON.stringify(collect(form));
  let done = false;
  const state = form.querySelector("[data-draft-state]");
  const save = async () => {
    if (done) return;
    const values = collect(form);
    const now = JSON.stringify(values);
    if (now === before) return;
    before = now;
    const answer = await postJson(url, { values }, PASSIVE);
    if (state) {
      state.hidden = false;
      state.querySelector("span").textContent = t("%(time)s 자동 저장", { time: answer.saved_at });
    }
  };
  const quietly = () => save().catch(() => (before = ""));
  setInterval(quietly, EVERY);
  window.addEventListener("pagehide", quietly);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && quietly());
  form.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.elt !== form || !event.detail.xhr?.getResponseHeader("HX-Redirect")) return;
    done = true;
    postJson(url, { values: null }).catch(() => {});
  });
  offer(form, url).catch(() => {});
}

export function startDrafts() {
  document.querySelectorAll("form[data-draft]").forEach(startOne);
}
