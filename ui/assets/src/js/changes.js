// 금액을 고치는 표: 지금 금액과의 차이를 줄마다, 합계까지 바로 보여 준다
import { formatWon, parseAmount } from "./entry.js";

function signed(amount) {
  return amount > 0 ? `+${formatWon(amount)}` : formatWon(amount);
}

function show(cell, amount) {
  cell.textContent = signed(amount);
  cell.classList.toggle("neg", amount < 0);
  cell.classList.toggle("zero", amount === 0);
}

function recount(table) {
  let sum = 0;
  let total = 0;
  for (const field of table.querySelectorAll("[data-change-from]")) {
    const before = Number(field.dataset.changeFrom);
    const after = parseAmount(field.value) ?? before;
    sum += after;
    total += after - before;
    show(field.closest("tr").querySelector("[data-change-by]"), after - before);
  }
  table.querySelector("[data-change-sum]").textContent = formatWon(sum);
  show(table.querySelector("[data-change-total]"), total);
}

export function startChanges() {
  const tables = document.querySelectorAll("[data-changes]");
  tables.forEach(recount);
  for (const name of ["input", "change"]) {
    document.addEventListener(name, (event) => {
      const table = event.target.matches?.("[data-change-from]") && event.target.closest("[data-changes]");
      if (table) recount(table);
    });
  }
}
