// 화면의 말: 소스는 우리말이고, 다른 말로 보이는 화면은 #words에 그 말을 담아 온다. t()의 글은 manage.py messages가 모은다
const words = JSON.parse(document.getElementById("words")?.textContent ?? "{}");

export const isKorean = document.documentElement.lang === "ko";

export function t(text, facts = {}) {
  return (words[text] ?? text).replace(/%\((\w+)\)s/g, (whole, name) => facts[name] ?? whole);
}
