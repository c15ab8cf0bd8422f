// 가린 정보 열기: 사유를 먼저 묻고, 30초 동안 보인 뒤 다시 가린다. 누가 왜 보았는지는 서버가 남긴다
import { postJson } from "./http.js";
import { announce, toast } from "./toast.js";
import { t } from "./words.js";

const SHOWN_MS = 30_000;

async function show(button, reason) {
  const place = button.closest(".masked").querySelector("code");
  const before = place.textContent;
  try {
    const answer = await postJson(button.dataset.reveal, { reason });
    place.textContent = answer.text;
    announce(t("30초 동안 보입니다."));
  } catch {
    toast(t("열어 볼 수 없습니다. 권한과 사유를 확인해 주십시오."), { icon: "warn" });
    return;
  }
  button.hidden = true;
  setTimeout(() => {
    place.textContent = before;
    button.hidden = false;
  }, SHOWN_MS);
}

export function startReveal() {
  const dialog = document.getElementById("reveal-dialog");
  if (!dialog) return;
  const field = dialog.querySelector("input");
  let asked = null;
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-reveal]");
    if (!button) return;
    asked = button;
    field.value = "";
    dialog.returnValue = "no";
    dialog.showModal();
    field.focus();
  });
  dialog.addEventListener("close", () => dialog.returnValue === "yes" && asked && show(asked, field.value.trim()));
}
