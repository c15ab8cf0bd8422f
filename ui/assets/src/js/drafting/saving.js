// 저절로 저장: 10초마다, 칸을 떠날 때, 화면을 떠날 때. 한 번에 하나씩 보내고 본 판을 따라간다
import { csrf } from "../http.js";
import { t } from "../words.js";

const EVERY = 10_000;
const SOON = 900;
const KEEPALIVE_LIMIT = 60_000;
const SKIP = new Set(["csrfmiddlewaretoken", "act", "reason", "version", "fy"]);

export class Desk {
  #turn = Promise.resolve();
  #timer = 0;
  #handing = false;
  #stale = false;

  constructor(root, editor) {
    this.root = root;
    this.editor = editor;
    this.form = root.closest("form");
    this.version = root.querySelector("[data-version]");
    this.state = this.form.querySelector("[data-saved]");
    this.before = this.#typed();
    setInterval(() => this.save(), EVERY);
    this.form.addEventListener("change", () => this.#soon());
    this.form.addEventListener("focusout", () => this.#soon());
    window.addEventListener("pagehide", () => this.#leave());
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.save());
    this.#armActs();
    this.#armSides();
    document.addEventListener("dure:fault", (event) => this.#goTo(event.detail));
  }

  #fields() {
    this.form.dispatchEvent(new CustomEvent("dure:collect", { bubbles: true }));
    const found = new FormData(this.form);
    for (const name of [...SKIP, "files"]) found.delete(name);
    return found;
  }

  #typed() {
    return JSON.stringify([...this.#fields()].filter(([, value]) => typeof value === "string"));
  }

  #soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.save(), SOON);
  }

  get showsPage() {
    return !document.querySelector('[data-side-of="page"]').hidden;
  }

  // 앞선 것이 끝난 뒤에 보낸다
  send(url, fill) {
    const job = this.#turn.then(() => this.#send(url, fill));
    this.#turn = job.catch(() => null);
    return job;
  }

  async #send(url, fill) {
    const body = new FormData();
    fill(body);
    body.set("version", this.version.value);
    if (this.showsPage) body.set("page", "1");
    const response = await fetch(url, { method: "POST", body, credentials: "same-origin", headers: { Accept: "application/json", "X-CSRFToken": csrf(), "X-Requested-With": "fetch", "X-Passive": url === this.root.dataset.saveUrl ? "1" : "" } });
    if (response.status === 401) {
      document.dispatchEvent(new CustomEvent("dure:login-ended", { detail: response.headers.get("X-Login-Url") }));
      return null;
    }
    const answer = await response.json().catch(() => null);
    if (!answer) throw new Error(String(response.status));
    return this.#take(answer, response.ok);
  }

  #take(answer, isDone) {
    if (answer.version) this.version.value = String(answer.version);
    for (const [id, html] of Object.entries(answer.html ?? {})) {
      const place = document.getElementById(id);
      const isTyping = place?.contains(document.activeElement) && /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.nodeName);
      if (place && !isTyping) place.innerHTML = html;
    }
    if (answer.pictures) Object.assign(this.editor.pictures, answer.pictures);
    if (!isDone) {
      this.#stale = answer.code === "E-APR-012";
      document.querySelector("#refusal [data-refusal]")?.focus();
    } else document.getElementById("refusal").replaceChildren();
    return isDone ? answer : null;
  }

  save() {
    if (this.#handing || this.#stale) return this.#turn;
    const now = this.#typed();
    if (now === this.before) return this.#turn;
    return this.send(this.root.dataset.saveUrl, (body) => {
      for (const [name, value] of this.#fields()) body.append(name, value);
      this.pending = this.#typed();
    })
      .then((answer) => {
        if (!answer) return;
        this.before = this.pending;
        this.#say(t("%(time)s 저장", { time: answer.saved_at }), true);
      })
      .catch(() => this.#say(t("저장하지 못했습니다. 연결을 확인해 주십시오."), false));
  }

  #say(text, isDone) {
    this.state.classList.toggle("is-failed", !isDone);
    this.state.querySelector("span").textContent = text;
  }

  #leave() {
    if (this.#handing || this.#stale || this.#typed() === this.before) return;
    const body = this.#fields();
    body.set("version", this.version.value);
    body.set("csrfmiddlewaretoken", csrf());
    const size = [...body.values()].reduce((sum, value) => sum + String(value).length * 3, 0);
    fetch(this.root.dataset.saveUrl, { method: "POST", body, credentials: "same-origin", keepalive: size < KEEPALIVE_LIMIT, headers: { "X-CSRFToken": csrf(), "X-Passive": "1" } }).catch(() => {});
  }

  #armActs() {
    const button = this.form.querySelector('button[name="act"][value="save"]');
    button.addEventListener("click", (event) => {
      event.preventDefault();
      event.stopPropagation();
      this.before = "";
      this.save();
    });
    // 저장이 끝난 판으로 상신한다
    this.form.addEventListener("htmx:confirm", (event) => {
      if (event.target !== this.form) return;
      event.preventDefault();
      clearTimeout(this.#timer);
      const waiting = this.#turn;
      this.#handing = true;
      waiting.then(() => event.detail.issueRequest(true));
    });
    this.form.addEventListener("htmx:afterRequest", (event) => {
      if (event.detail.elt === this.form && !event.detail.xhr?.getResponseHeader("HX-Redirect")) this.#handing = false;
    });
  }

  #armSides() {
    const split = this.form.querySelector(".split");
    this.form.querySelectorAll("[data-side]").forEach((button) =>
      button.addEventListener("click", () => {
        const side = button.dataset.side;
        this.form.querySelectorAll("[data-side]").forEach((one) => one.setAttribute("aria-pressed", String(one === button)));
        this.form.querySelectorAll("[data-side-of]").forEach((one) => (one.hidden = one.dataset.sideOf !== side));
        split.classList.toggle("is-page", side === "page");
        if (side === "page") this.show();
      }),
    );
  }

  async show() {
    await this.save();
    await this.send(this.root.dataset.lineUrl, (body) => body.set("do", "show"));
  }

  #goTo(pointer) {
    if (pointer === "/body") this.editor.focus();
    else if (pointer === "/line") document.getElementById("h-line").focus();
    else if (pointer === "/enclosure_name") this.root.querySelector("[data-enclosure-add]").focus();
    else if (pointer === "/files") document.getElementById("files").focus();
  }
}
