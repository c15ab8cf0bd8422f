// 줄과 칸의 값: 바꾸기, 줄 넣고 빼기, 되돌리기, 고칠 곳. 그리기는 table.js, 글쇠는 keys.js
import { computed, read } from "./cells.js";
import { History } from "./history.js";

let serial = 0;
const newId = () => (serial += 1);
export const isBlank = (row, columns) =>
  columns.every((column) => column.readonly || row[column.field] === null || row[column.field] === undefined || row[column.field] === "" || row[column.field] === false);

export class Sheet {
  constructor({ table, columns, readonly, onChange }) {
    this.table = table;
    this.columns = columns;
    this.readonly = readonly;
    this.onChange = onChange;
    this.history = new History();
    this.faults = new Map();
    this.edited = new Set();
    this.sent = [];
  }

  static prepared(rows) {
    return rows.map((row) => ({ ...row, _id: newId() }));
  }

  get rows() {
    return this.table.getRows();
  }

  get count() {
    return this.rows.length;
  }

  row(index) {
    return this.rows[index];
  }

  value(rowIndex, columnIndex) {
    return this.row(rowIndex)?.getData()[this.columns[columnIndex].field];
  }

  faultAt(row, field) {
    return this.faults.get(`${row.getData()._id}/${field}`);
  }

  setFault(row, field, text) {
    const key = `${row.getData()._id}/${field}`;
    if (text) this.faults.set(key, text);
    else this.faults.delete(key);
  }

  // entries: [[rowIndex, field, value]]; 계산 칸과 채움 칸까지 한 걸음으로
  apply(entries, { remember = true } = {}) {
    const byRow = new Map();
    for (const [index, field, value] of entries) {
      const row = this.row(index);
      if (!row) continue;
      if (!byRow.has(row)) byRow.set(row, {});
      byRow.get(row)[field] = value;
    }
    const before = [];
    const after = [];
    this.table.blockRedraw();
    for (const [row, changes] of byRow) {
      const data = row.getData();
      const full = this.#withFormulas(data, { ...this.#emptied(changes), ...changes });
      before.push([data._id, Object.fromEntries(Object.keys(full).map((field) => [field, data[field] ?? null]))]);
      after.push([data._id, full]);
      this.#write(row, full);
    }
    this.table.restoreRedraw();
    if (remember && before.length) {
      const put = (list) => () => {
        this.table.blockRedraw();
        // 빠졌다 돌아온 줄은 새로 만들어지므로 번호로 찾는다
        list.forEach(([id, values]) => this.#write(this.table.getRow(id), values));
        this.table.restoreRedraw();
        this.#changed();
      };
      this.history.add({ back: put(before), again: put(after) });
    }
    this.#changed();
  }

  // 코드가 바뀌면 그 코드로 채웠던 칸은 비운다. 새 코드를 알아내면 다시 채운다
  #emptied(changes) {
    const fields = this.columns.filter((column) => column.fill && column.field in changes).flatMap((column) => Object.values(column.fill));
    return Object.fromEntries(fields.map((field) => [field, null]));
  }

  #withFormulas(data, changes) {
    const full = { ...changes };
    for (const column of this.columns) {
      if (!column.formula || column.field in changes) continue;
      const uses = column.formula.split("*").map((name) => name.trim());
      if (!uses.some((name) => name in changes)) continue;
      const value = computed(column.formula, { ...data, ...full });
      if (value !== undefined) full[column.field] = value;
    }
    return full;
  }

  #write(row, values) {
    row.update(values);
    // 이름을 곁에 보이는 코드 칸은 이름만 바뀌어도 다시 그린다
    if (this.columns.some((column) => column.name in values)) row.reformat();
    for (const field of Object.keys(values)) {
      this.edited.add(`${row.getData()._id}/${field}`);
      this.setFault(row, field, "");
    }
  }

  // 글자 그대로 넣기(붙여넣기, 고치기). 알 수 없는 글자는 이유와 함께 남긴다
  enter(entries) {
    const values = [];
    const faults = [];
    for (const [index, columnIndex, text] of entries) {
      const column = this.columns[columnIndex];
      if (!column || column.readonly) continue;
      const { value, fault } = read(text, column);
      values.push([index, column.field, value]);
      if (fault) faults.push([index, column.field, fault]);
    }
    this.apply(values);
    faults.forEach(([index, field, text]) => this.setFault(this.row(index), field, text));
    if (faults.length) this.#changed();
  }

  addRows(at, many = 1) {
    const made = Array.from({ length: many }, () => ({ _id: newId() }));
    const put = () => made.forEach((data, offset) => this.#insert({ ...data }, at + offset));
    put();
    this.history.add({
      back: () => {
        made.forEach((data) => this.table.deleteRow(data._id));
        this.#changed();
      },
      again: () => {
        put();
        this.#changed();
      },
    });
    this.#changed();
  }

  #insert(data, at) {
    const next = this.row(at);
    if (next) this.table.addRow(data, true, next);
    else this.table.addRow(data, false);
  }

  removeRows(from, to) {
    const gone = this.rows.slice(from, to + 1).map((row) => ({ ...row.getData() }));
    const drop = () => {
      this.table.blockRedraw();
      gone.forEach((data) => this.table.deleteRow(data._id));
      this.table.restoreRedraw();
      this.#changed();
    };
    const back = () => {
      gone.forEach((data, offset) => this.#insert({ ...data }, from + offset));
      this.#changed();
    };
    drop();
    this.history.add({ back, again: drop });
  }

  // 끝에 늘 빈 줄 하나: 바로 이어 쓸 수 있게
  keepTail() {
    if (this.readonly) return;
    const last = this.row(this.count - 1);
    if (!last || !isBlank(last.getData(), this.columns)) this.table.addRow({ _id: newId() }, false);
  }

  // 서버로 보낼 줄: 빈 줄은 빼고, 보낸 차례를 기억한다(고칠 곳의 자리)
  collect() {
    const kept = this.rows.filter((row) => !isBlank(row.getData(), this.columns));
    this.sent = kept;
    return kept.map((row) => {
      const data = { ...row.getData() };
      Object.keys(data).forEach((field) => field.startsWith("_") && delete data[field]);
      return data;
    });
  }

  replace(rows) {
    this.table.setData(Sheet.prepared(rows)).then(() => this.#changed());
  }

  #changed() {
    this.keepTail();
    this.onChange();
  }
}
