// 사람이 넣는 글자를 알아듣기: 날짜(20261122, 11.22), 금액(1.5백만, △1,000), 초성
import { isKorean, t } from "./words.js";

const INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
const SCALES = { 천만: 1e7, 백만: 1e6, 십만: 1e5, 억: 1e8, 만: 1e4, 천: 1e3 };

export function parseDate(text, today = new Date()) {
  let parts = String(text).trim().split(/[^0-9]+/).filter(Boolean);
  if (parts.length === 1) parts = splitDigits(parts[0]);
  if (!parts.length || parts.length > 3) return null;
  const numbers = parts.map(Number);
  if (numbers.length === 1) numbers.unshift(today.getFullYear(), today.getMonth() + 1);
  else if (numbers.length === 2) numbers.unshift(today.getFullYear());
  const [year, month, day] = [numbers[0] < 100 ? numbers[0] + 2000 : numbers[0], numbers[1], numbers[2]];
  const made = new Date(year, month - 1, day);
  if (made.getFullYear() !== year || made.getMonth() !== month - 1 || made.getDate() !== day) return null;
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

function splitDigits(digits) {
  if (digits.length === 8) return [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6)];
  if (digits.length === 6) return [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4)];
  if (digits.length === 4) return [digits.slice(0, 2), digits.slice(2)];
  return digits.length <= 2 ? [digits] : [];
}

export function parseAmount(text) {
  let compact = String(text).replace(/[,\s원₩"]/g, "");
  const negative = /^[-−△▲(]/.test(compact);
  compact = compact.replace(/^[-−△▲(]+|\)+$/g, "");
  if (!compact) return null;
  let total = 0;
  let end = 0;
  for (const found of compact.matchAll(/(\d+(?:\.\d+)?)(천만|백만|십만|억|만|천)?/g)) {
    if (found.index !== end) return null;
    total += Number(found[1]) * (SCALES[found[2]] ?? 1);
    end = found.index + found[0].length;
  }
  total = Math.round(total * 1000) / 1000;
  if (end !== compact.length || !Number.isSafeInteger(total)) return null;
  return negative ? -total : total;
}

export function formatWon(value) {
  if (value === null || value === undefined || value === "") return "";
  const number = Number(value);
  const text = Math.abs(number).toLocaleString("ko-KR");
  return number < 0 ? `−${text}` : text;
}

const DIGITS = "영일이삼사오육칠팔구"; // Korean only
const SMALL = ["", "십", "백", "천"]; // Korean only
const LARGE = ["", "만", "억", "조", "경"]; // Korean only

function inWords(amount) {
  if (amount < 0) return `마이너스 ${inWords(-amount)}`; // Korean only
  if (amount === 0) return "영"; // Korean only
  let rest = amount;
  let text = "";
  for (let group = 0; rest > 0; group += 1, rest = Math.floor(rest / 10000)) {
    const part = rest % 10000;
    if (!part) continue;
    let words = "";
    for (let place = 3; place >= 0; place -= 1) {
      const digit = Math.floor(part / 10 ** place) % 10;
      if (digit) words += DIGITS[digit] + SMALL[place];
    }
    text = words + LARGE[group] + text;
  }
  return text;
}

// 금1,500,000원(금일백오십만원). 다른 말의 화면에는 숫자만
export function wonInWords(amount) {
  if (!isKorean) return t("%(amount)s원", { amount: formatWon(amount) });
  return `금${formatWon(amount)}원(금${inWords(amount)}원)`; // Korean only
}

export function initials(text) {
  return [...String(text)]
    .filter((char) => char.trim())
    .map((char) => {
      const code = char.charCodeAt(0) - 0xac00;
      return code >= 0 && code <= 11171 ? INITIALS[Math.floor(code / 588)] : char.toLowerCase();
    })
    .join("");
}

// 글쇠로 이어 친 자음은 하나로 붙어 온다: ㄱㅅ이 ㄳ으로
const JOINED = { ㄳ: "ㄱㅅ", ㄵ: "ㄴㅈ", ㄶ: "ㄴㅎ", ㄺ: "ㄹㄱ", ㄻ: "ㄹㅁ", ㄼ: "ㄹㅂ", ㄽ: "ㄹㅅ", ㄾ: "ㄹㅌ", ㄿ: "ㄹㅍ", ㅀ: "ㄹㅎ", ㅄ: "ㅂㅅ" };

export const isInitials = (text) => [...text].every((char) => INITIALS.includes(char) || char in JOINED);

const compacted = (text) => String(text).replace(/\s+/g, "").toLowerCase();

// 글자 그대로, 초성으로, 또는 섞어서(사무ㄱㄹ) 들어 있는가
export function foundBy(query, text) {
  const wanted = [...compacted(query)].map((char) => JOINED[char] ?? char).join("");
  const name = compacted(text);
  if (!wanted || name.includes(wanted)) return true;
  const folded = initials(name);
  const places = Array.from({ length: Math.max(name.length - wanted.length + 1, 0) }, (_, start) => start);
  return places.some((start) => [...wanted].every((char, at) => char === name[start + at] || char === folded[start + at]));
}
