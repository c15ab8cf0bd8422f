// 회계연도는 창(탭)마다 따로다. 올해가 아닌 해를 고르면 같은 창의 주소마다 fy를 붙인다
const KEY = "dure.fy";
const here = () => document.querySelector("[data-shell]");
const thisYear = () => String(new Date().getFullYear());

export const chosenYear = () => sessionStorage.getItem(KEY) || "";

function withYear(href) {
  const year = chosenYear();
  const url = new URL(href, location.href);
  if (!year || url.origin !== location.origin || url.searchParams.has("fy")) return null;
  url.searchParams.set("fy", year);
  return url.pathname + url.search + url.hash;
}

function go(year) {
  if (year === thisYear()) sessionStorage.removeItem(KEY);
  else sessionStorage.setItem(KEY, year);
  const url = new URL(location.href);
  url.searchParams.delete("cursor");
  url.searchParams.set("fy", year);
  location.assign(url);
}

export function startYear() {
  const shell = here();
  if (!shell) return;
  const asked = new URL(location.href).searchParams.get("fy");
  if (asked) {
    if (asked === thisYear()) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, asked);
  } else if (chosenYear() && chosenYear() !== shell.dataset.year) {
    location.replace(withYear(location.href) ?? location.href);
    return;
  }
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-year-select]")) go(event.target.value);
  });
  document.addEventListener(
    "click",
    (event) => {
      if (event.target.closest("[data-year-back]")) go(thisYear());
      const link = event.target.closest("a[href]");
      if (!link || !chosenYear() || link.getAttribute("href").startsWith("#")) return;
      const address = withYear(link.href);
      if (address) link.setAttribute("href", address);
    },
    true,
  );
}
