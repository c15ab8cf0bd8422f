// 알림말: 8초 뒤 사라지고, 가리키거나 초점이 있으면 기다린다. 읽어 주는 곳(#announce)에도 같은 말을 둔다
export function announce(text) {
  const place = document.getElementById("announce");
  if (!place) return;
  place.textContent = "";
  requestAnimationFrame(() => (place.textContent = text));
}

export function toast(text, { icon = "check" } = {}) {
  const sprite = document.querySelector(".ic use")?.getAttribute("href")?.split("#")[0] ?? "";
  const box = document.createElement("p");
  box.className = "toast";
  box.innerHTML = `<svg class="ic" viewBox="0 0 20 20" aria-hidden="true"><use href="${sprite}#i-${icon}"></use></svg><span></span>`;
  box.querySelector("span").textContent = text;
  document.getElementById("toasts")?.append(box);
  arm(box);
}

function arm(box) {
  const close = () => box.remove();
  let timer = setTimeout(close, 8000);
  const hold = () => clearTimeout(timer);
  const release = () => (timer = setTimeout(close, 4000));
  box.addEventListener("pointerenter", hold);
  box.addEventListener("pointerleave", release);
  box.addEventListener("focusin", hold);
  box.addEventListener("focusout", release);
  box.querySelector("[data-toast-close]")?.addEventListener("click", close);
}

export function startToasts() {
  document.querySelectorAll("[data-toast]").forEach(arm);
}
