// 엑셀과 주고받는 글자: 탭과 줄바꿈, 따옴표로 묶은 칸 안의 줄바꿈과 탭까지
export function parseSheet(text) {
  const rows = [];
  let row = [];
  let cell = "";
  let quoted = false;
  const source = text.replace(/\r\n?/g, "\n");
  for (let i = 0; i < source.length; i += 1) {
    const char = source[i];
    if (quoted) {
      if (char !== '"') cell += char;
      else if (source[i + 1] === '"') {
        cell += '"';
        i += 1;
      } else quoted = false;
    } else if (char === '"' && cell === "") quoted = true;
    else if (char === "\t") {
      row.push(cell);
      cell = "";
    } else if (char === "\n") {
      rows.push([...row, cell]);
      row = [];
      cell = "";
    } else cell += char;
  }
  if (cell !== "" || row.length) rows.push([...row, cell]);
  return rows;
}

const quoted = (value) => (/["\t\n]/.test(value) ? `"${value.replace(/"/g, '""')}"` : value);

export const writeSheet = (rows) => rows.map((row) => row.map((cell) => quoted(String(cell ?? ""))).join("\t")).join("\n");
