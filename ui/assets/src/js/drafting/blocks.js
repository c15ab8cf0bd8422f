// 본문: 서버가 아는 문단(JSON)과 화면의 요소를 서로 옮긴다. HTML은 오가지 않는다
const MARKS = { B: "bold", STRONG: "bold", U: "underline", INS: "underline", S: "strike", DEL: "strike", STRIKE: "strike", SUP: "sup", SUB: "sub" };
const TAGS = { bold: "b", underline: "u", strike: "s", sup: "sup", sub: "sub" };
const ALIGNS = new Set(["left", "center", "right"]);

function writeRuns(element, runs) {
  for (const { text, marks } of runs ?? []) {
    let place = element;
    for (const mark of marks ?? []) place = place.appendChild(document.createElement(TAGS[mark]));
    text.split("\n").forEach((line, index) => {
      if (index) place.append(document.createElement("br"));
      if (line) place.append(line);
    });
  }
  if (!element.textContent && !element.querySelector("br")) element.append(document.createElement("br"));
}

function textBlock({ type, level, align, runs }) {
  const line = document.createElement("p");
  if (type === "item") line.dataset.item = String(level);
  else if (level) line.dataset.under = String(level);
  if (align && align !== "left") line.dataset.align = align;
  writeRuns(line, runs);
  return line;
}

function tableBlock({ rows, caption }) {
  const table = document.createElement("table");
  table.className = "ptable";
  if (caption) {
    const head = table.createCaption();
    head.textContent = caption;
  }
  const body = table.appendChild(document.createElement("tbody"));
  for (const row of rows) {
    const line = body.insertRow();
    for (const cell of row) {
      const box = document.createElement(cell.head ? "th" : "td");
      if (cell.head) box.scope = "col";
      if (cell.colspan > 1) box.colSpan = cell.colspan;
      if (cell.rowspan > 1) box.rowSpan = cell.rowspan;
      if (cell.align && cell.align !== "left") box.dataset.align = cell.align;
      writeRuns(box, cell.runs);
      line.append(box);
    }
  }
  return table;
}

function imageBlock({ sha256, alt, width }, pictures) {
  const box = document.createElement("figure");
  box.contentEditable = "false";
  Object.assign(box.dataset, { sha256, alt, width: String(width ?? 100) });
  const picture = document.createElement("img");
  picture.src = pictures[sha256] ?? "";
  picture.alt = alt;
  box.append(picture);
  return box;
}

export function elementOf(block, pictures = {}) {
  if (block.type === "table") return tableBlock(block);
  if (block.type === "image") return imageBlock(block, pictures);
  return textBlock(block);
}

function readRuns(element) {
  const runs = [];
  const walk = (node, marks) => {
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) runs.push({ text: child.data.replace(/[\u200b\ufeff]/g, "").replace(/\u00a0/g, " "), marks });
      else if (child.nodeName === "BR") runs.push({ text: "\n", marks });
      else if (child.nodeType === Node.ELEMENT_NODE) {
        const mark = MARKS[child.nodeName];
        if (/^(P|DIV|LI)$/.test(child.nodeName) && runs.length) runs.push({ text: "\n", marks: [] });
        walk(child, mark && !marks.includes(mark) ? [...marks, mark] : marks);
      }
    }
  };
  walk(element, []);
  // 편집기가 줄 끝에 두는 빈 줄 바꿈은 글이 아니다
  if (runs.at(-1)?.text === "\n") runs.pop();
  return runs.filter((run) => run.text);
}

const aligned = (element) => (ALIGNS.has(element.dataset.align) ? element.dataset.align : "left");

function readTable(table) {
  const rows = [...table.rows].map((row) =>
    [...row.cells].map((cell) => ({ runs: readRuns(cell), head: cell.nodeName === "TH", align: aligned(cell), colspan: cell.colSpan, rowspan: cell.rowSpan })),
  );
  return { type: "table", caption: table.caption?.textContent.trim() ?? "", rows };
}

export function blockOf(element) {
  if (element.nodeName === "TABLE") return readTable(element);
  if (element.nodeName === "FIGURE") {
    const { sha256, alt, width } = element.dataset;
    return { type: "image", sha256, alt, width: Number(width) };
  }
  const level = Number(element.dataset.item ?? 0);
  if (level) return { type: "item", level, runs: readRuns(element) };
  return { type: "paragraph", level: Number(element.dataset.under ?? 0), align: aligned(element), runs: readRuns(element) };
}
