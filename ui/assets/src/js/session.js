// 로그인 끝 알림: 2분 전에 묻고, 계속 쓰면 늘린다. 여러 창이 서로의 사용을 안다
import { getJson, PASSIVE, postJson } from "./http.js";
import { announce } from "./toast.js";
import { t } from "./words.js";

const KEY = "dure.session-ends";
const WARN = 120;

const setEnd = (seconds) => localStorage.setItem(KEY, String(Date.now() + seconds * 1000));
const left = () => Math.round((Number(localStorage.getItem(KEY)) - Date.now()) / 1000);
const words = (rest) =>
  rest >= 60 ? t("%(minutes)s분 %(seconds)s초", { minutes: Math.floor(rest / 60), seconds: rest % 60 }) : t("%(seconds)s초", { seconds: rest });

function ended(loginUrl) {
  const expired = document.getElementById("expired-dialog");
  if (!expired || expired.open) return;
  if (loginUrl) expired.querySelector("[data-login-link]").href = loginUrl;
  expired.showModal();
}

async function look(shell) {
  const answer = await getJson(shell.dataset.sessionUrl, PASSIVE);
  setEnd(answer.seconds_left);
  return answer.seconds_left;
}

async function extend(shell) {
  const answer = await postJson(shell.dataset.extendUrl, {});
  setEnd(answer.seconds_left);
}

async function comeBack(shell) {
  if ((await look(shell)) <= 0) return;
  const { csrf } = await getJson("/ui/token/", PASSIVE);
  document.body.dataset.csrf = csrf;
  document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((field) => (field.value = csrf));
  document.getElementById("expired-dialog").close();
}

function tick(shell, dialog) {
  const rest = left();
  if (rest <= 0) {
    if (dialog.open) dialog.close("over");
    ended(shell.dataset.loginUrl);
  } else if (rest > WARN) {
    if (dialog.open) dialog.close("over");
  } else {
    if (!dialog.open && !document.querySelector("#expired-dialog[open]")) {
      dialog.returnValue = "";
      dialog.showModal();
      announce(t("2분 뒤 로그인이 끝납니다."));
      look(shell).catch(() => {});
    }
    dialog.querySelector("[data-session-left]").textContent = words(rest);
  }
}

export function startSession() {
  const shell = document.querySelector("[data-shell]");
  const dialog = document.getElementById("session-dialog");
  const seconds = Number(shell?.dataset.session || 0);
  if (!seconds || !dialog) return;
  setEnd(seconds);
  document.addEventListener("htmx:afterRequest", () => look(shell).catch(() => {}));
  dialog.addEventListener("close", () => dialog.returnValue !== "over" && extend(shell).catch(() => {}));
  setInterval(() => tick(shell, dialog), 1000);
  document.addEventListener("dure:login-ended", (event) => ended(event.detail || shell.dataset.loginUrl));
  window.addEventListener("focus", () => {
    if (document.querySelector("#expired-dialog[open]")) comeBack(shell).catch(() => {});
  });
}
