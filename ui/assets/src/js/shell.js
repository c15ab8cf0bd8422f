// 틀: 화면 찾기(초성), 즐겨찾기, 최근 화면, 보기 설정
import { foundBy } from "./entry.js";
import { postJson } from "./http.js";
import { toast } from "./toast.js";
import { t } from "./words.js";

const shell = () => document.querySelector("[data-shell]");
const PREFERENCES = "/ui/preferences/";

function screens() {
  const seen = new Map();
  for (const link of document.querySelectorAll("[data-menu] a[data-screen]")) {
    const group = link.closest("ul")?.previousElementSibling;
    seen.set(link.getAttribute("href"), {
      url: link.getAttribute("href"),
      label: link.dataset.screen,
      keywords: link.dataset.keywords || "",
      group: group?.tagName === "H2" ? group.textContent : "",
    });
  }
  return [...seen.values()];
}

function startSearch() {
  const input = document.getElementById("gs");
  const list = document.getElementById("gs-list");
  if (!input || !list) return;
  let at = 0;
  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const mark = (index) => {
    const items = [...list.querySelectorAll("[data-url]")];
    if (!items.length) return;
    at = (index + items.length) % items.length;
    items.forEach((item, i) => item.setAttribute("aria-selected", String(i === at)));
    input.setAttribute("aria-activedescendant", items[at].id);
    items[at].scrollIntoView({ block: "nearest" });
  };
  const show = () => {
    const query = input.value.trim();
    const found = screens().filter((screen) => foundBy(query, `${screen.label} ${screen.keywords}`));
    list.replaceChildren(
      ...found.slice(0, 12).map((screen, index) => {
        const item = document.createElement("li");
        item.id = `gs-${index}`;
        item.role = "option";
        item.dataset.url = screen.url;
        item.append(screen.label);
        const small = document.createElement("small");
        small.textContent = screen.group;
        item.append(small);
        return item;
      }),
    );
    if (!found.length) {
      const none = document.createElement("li");
      none.className = "none";
      none.role = "option";
      none.setAttribute("aria-disabled", "true");
      none.textContent = t("맞는 화면이 없습니다. 다른 이름이나 초성으로 찾아 보십시오.");
      list.append(none);
    }
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    mark(0);
  };
  input.addEventListener("focus", show);
  input.addEventListener("input", show);
  input.addEventListener("blur", () => setTimeout(close, 150));
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown") mark(at + 1);
    else if (event.key === "ArrowUp") mark(at - 1);
    else if (event.key === "Enter") list.querySelectorAll("[data-url]")[at]?.click();
    else if (event.key === "Escape") {
      close();
      input.blur();
    } else return;
    event.preventDefault();
  });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const item = event.target.closest("[data-url]");
    if (item) location.assign(item.dataset.url);
  });
}

function startMenuFind() {
  document.addEventListener("input", (event) => {
    if (!event.target.matches("[data-menu-find]")) return;
    for (const item of event.target.closest("dialog").querySelectorAll("[data-menu] li")) {
      const link = item.querySelector("a");
      item.hidden = !foundBy(event.target.value, `${link.dataset.screen} ${link.dataset.keywords}`);
    }
    for (const list of event.target.closest("dialog").querySelectorAll("[data-menu] ul")) {
      const empty = ![...list.children].some((item) => !item.hidden);
      if (list.previousElementSibling?.tagName === "H2") list.previousElementSibling.hidden = empty;
    }
  });
}

function startStar() {
  document.addEventListener("click", async (event) => {
    const star = event.target.closest("[data-star]");
    if (!star) return;
    const { on } = await postJson("/ui/favourites/", { route: shell().dataset.route });
    star.setAttribute("aria-pressed", String(on));
    star.setAttribute("aria-label", on ? t("즐겨찾기에서 빼기") : t("즐겨찾기에 넣기"));
    toast(on ? t("즐겨찾기에 넣었습니다.") : t("즐겨찾기에서 뺐습니다."));
  });
  document.addEventListener("click", async (event) => {
    const mover = event.target.closest("[data-move]");
    if (!mover) return;
    const item = mover.closest("li");
    const other = mover.dataset.move === "-1" ? item.previousElementSibling : item.nextElementSibling;
    if (!other) return;
    mover.dataset.move === "-1" ? other.before(item) : other.after(item);
    mover.focus();
    const routes = [...item.parentElement.children].map((row) => row.dataset.route);
    await postJson(PREFERENCES, { key: "favourites", value: routes });
  });
}

function startRecent() {
  const box = document.querySelector("[data-recent]");
  const { user, route } = shell()?.dataset ?? {};
  if (!box || !user) return;
  const key = `dure.recent.${user}`;
  const known = new Map(screens().map((screen) => [screen.url, screen]));
  let urls = [];
  try {
    urls = JSON.parse(localStorage.getItem(key) || "[]").filter((url) => known.has(url));
  } catch {
    urls = [];
  }
  if (route && known.has(location.pathname)) urls = [location.pathname, ...urls.filter((url) => url !== location.pathname)];
  localStorage.setItem(key, JSON.stringify(urls.slice(0, 8)));
  const others = urls.filter((url) => url !== location.pathname).slice(0, 5);
  box.hidden = !others.length;
  box.querySelector("[data-recent-list]").replaceChildren(
    ...others.map((url) => {
      const row = document.createElement("li");
      const link = document.createElement("a");
      link.className = "plainlink";
      link.href = url;
      link.textContent = known.get(url).label;
      row.append(link);
      return row;
    }),
  );
}

function startLook() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-look]");
    if (!button) return;
    const { look, value } = button.dataset;
    const root = document.documentElement.dataset;
    const on = root[look] !== value;
    if (on) root[look] = value;
    else delete root[look];
    document.querySelectorAll(`[data-look="${look}"]`).forEach((one) => one.setAttribute("aria-pressed", String(on)));
    const secure = location.protocol === "https:" ? "; secure" : "";
    document.cookie = `dure_${look}=${on ? value : ""}; path=/; max-age=31536000; samesite=lax${secure}`;
    remember();
  });
  document.addEventListener("change", (event) => {
    if (!event.target.matches("[data-keys-off]")) return;
    shell().dataset.keys = event.target.checked ? "off" : "on";
    remember();
  });
}

function remember() {
  const frame = shell();
  if (!frame?.dataset.user) return;
  const root = document.documentElement.dataset;
  const value = { density: root.density || "", contrast: root.contrast || "", keys: frame.dataset.keys || "on" };
  postJson(PREFERENCES, { key: "shell", value }).catch(() => {});
}

// 메뉴가 화면보다 길면 지금 화면의 줄이 보이게 민다
function showCurrent() {
  const menu = document.querySelector(".app > .sidenav");
  const current = menu?.querySelector("[aria-current]");
  if (!current) return;
  const below = current.getBoundingClientRect().bottom - menu.getBoundingClientRect().bottom;
  if (below > 0) menu.scrollTop += below + 16;
}

export function startShell() {
  showCurrent();
  startSearch();
  startMenuFind();
  startStar();
  startRecent();
  startLook();
}
