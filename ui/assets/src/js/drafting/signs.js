// 항목 기호: 서버의 것(approvals/rules/writing/items.py)과 같게 센다. 하나뿐인 항목에는 붙지 않는다
const CONSONANTS = [0, 2, 3, 5, 6, 7, 9, 11, 12, 14, 15, 16, 17, 18];
const VOWELS = [0, 4, 8, 13, 18, 20];
const BULLETS = ["□", "○", "-", "ㆍ"];
export const DEEPEST = { NUMBERS: 8, BULLETS: 4 };

function syllable(ordinal) {
  const vowel = VOWELS[Math.floor((ordinal - 1) / CONSONANTS.length)];
  return vowel === undefined ? "?" : String.fromCharCode(0xac00 + CONSONANTS[(ordinal - 1) % CONSONANTS.length] * 588 + vowel * 28);
}

function circled(ordinal) {
  if (ordinal > 50) return "?";
  if (ordinal <= 20) return String.fromCharCode(0x2460 + ordinal - 1);
  return String.fromCharCode(ordinal <= 35 ? 0x3251 + ordinal - 21 : 0x32b1 + ordinal - 36);
}

export function signOf(level, ordinal, family) {
  if (family === "BULLETS") return BULLETS[level - 1] ?? "?";
  if (level === 7) return circled(ordinal);
  if (level === 8) return ordinal > 14 ? "?" : String.fromCharCode(0x326e + ordinal - 1);
  const name = level % 2 === 0 ? syllable(ordinal) : String(ordinal);
  return [`${name}.`, `${name})`, `(${name})`][Math.floor((level - 1) / 2)];
}

// levels: 항목이면 1~8, 아니면 0. 자리마다 기호를 준다
export function signsOf(levels, family) {
  const path = [];
  const families = new Map();
  const places = levels.map((level, index) => {
    if (!level) return null;
    path.length = Math.min(path.length, level - 1);
    while (path.length < level - 1) path.push(-1);
    const key = `${level}:${path.join(",")}`;
    const family = families.get(key) ?? [];
    families.set(key, family);
    family.push(index);
    path.push(index);
    return [family, family.length];
  });
  const counts = [];
  return levels.map((level, index) => {
    if (!level) return "";
    counts.length = Math.min(counts.length, level);
    while (counts.length < level) counts.push(0);
    counts[level - 1] += 1;
    return places[index][0].length === 1 ? "" : signOf(level, counts[level - 1], family);
  });
}
