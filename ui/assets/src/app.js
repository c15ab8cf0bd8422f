// 모든 화면에서 도는 것. 그리드(grid.js)와 도표(charts.js)는 쓰는 화면만 따로 부른다
import htmx from "htmx.org";
import { startCalendars } from "./js/calendar.js";
import { startChanges } from "./js/changes.js";
import { startDialogs } from "./js/dialogs.js";
import { startDrafts } from "./js/drafts.js";
import { startFolds } from "./js/fold.js";
import { startFaults, startFields } from "./js/fields.js";
import { csrf } from "./js/http.js";
import { startKeys } from "./js/keys.js";
import { startLists } from "./js/lists.js";
import { startReveal } from "./js/reveal.js";
import { startSession } from "./js/session.js";
import { startShell } from "./js/shell.js";
import { startTicks } from "./js/ticks.js";
import { startToasts, toast } from "./js/toast.js";
import { startTrees } from "./js/tree.js";
import { startYear } from "./js/year.js";
import { t } from "./js/words.js";

document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRFToken"] = csrf();
});
document.addEventListener("htmx:confirm", (event) => {
  if (event.detail.elt.matches("form")) event.detail.elt.dispatchEvent(new CustomEvent("dure:collect", { bubbles: true }));
});
document.addEventListener("htmx:responseError", (event) => {
  const { status } = event.detail.xhr;
  if (status === 401) {
    const detail = event.detail.xhr.getResponseHeader("X-Login-Url");
    document.dispatchEvent(new CustomEvent("dure:login-ended", { detail }));
  } else {
    toast(t("처리하지 못했습니다. 잠시 뒤 다시 시도해 주십시오."), { icon: "warn" });
  }
});
document.addEventListener("htmx:sendError", () => toast(t("서버와 이어지지 않습니다. 연결을 확인해 주십시오."), { icon: "warn" }));
document.addEventListener("click", (event) => event.target.closest('button[aria-disabled="true"]') && event.preventDefault(), true);

startYear();
startDialogs();
startShell();
startKeys();
startToasts();
startFields();
startCalendars();
startChanges();
startReveal();
startFaults();
startLists();
startTrees();
startFolds();
startDrafts();
startSession();
startTicks();
htmx.config.includeIndicatorStyles = false;
