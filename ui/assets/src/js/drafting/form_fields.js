// 공개구분이 공개가 아니면 근거를 묻는다. 서식 이름은 치는 대로 좁힌다
import { foundBy } from "../entry.js";

function followDisclosure() {
  const grounds = document.querySelector("[data-grounds]");
  if (!grounds) return;
  const chosen = document.querySelector('input[name="disclosure"]:checked')?.value ?? "";
  grounds.hidden = !["PARTIAL", "CLOSED"].includes(chosen);
}

function narrow(input) {
  document.querySelectorAll(".formcards").forEach((list) => {
    const cards = [...list.children];
    for (const card of cards) card.hidden = !foundBy(input.value, card.textContent);
    const isEmpty = cards.every((card) => card.hidden);
    list.hidden = isEmpty;
    if (list.previousElementSibling?.matches(".formkind")) list.previousElementSibling.hidden = isEmpty;
  });
}

export function startFields() {
  document.addEventListener("change", (event) => event.target.matches('input[name="disclosure"]') && followDisclosure());
  document.addEventListener("input", (event) => event.target.matches("[data-form-find]") && narrow(event.target));
  followDisclosure();
}
