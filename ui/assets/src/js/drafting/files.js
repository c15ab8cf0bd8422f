// 첨부: 고르거나 끌어 놓으면 올라가고, 붙임 목록에 한 줄이 생긴다
import { t } from "../words.js";

const MOST = 100 * 1024 * 1024;

export function addEnclosure(root, name = "") {
  const list = root.querySelector("[data-enclosures]");
  const line = root.querySelector("template[data-enclosure]").content.firstElementChild.cloneNode(true);
  line.querySelector("input").value = name;
  list.append(line);
  return line;
}

export function startEnclosures(root) {
  const list = root.querySelector("[data-enclosures]");
  root.querySelector("[data-enclosure-add]").addEventListener("click", () => addEnclosure(root).querySelector("input").focus());
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-enclosure-drop]");
    if (!button) return;
    button.closest("li").remove();
    root.querySelector("[data-enclosure-add]").focus();
    list.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

async function upload(desk, files) {
  const state = desk.root.querySelector("[data-upload-state]");
  const fitting = files.filter((file) => file.size <= MOST);
  for (const [at, file] of fitting.entries()) {
    state.hidden = false;
    state.textContent = t("%(name)s 올리는 중 (%(at)s/%(count)s)", { name: file.name, at: at + 1, count: fitting.length });
    const done = await desk.send(desk.root.dataset.uploadUrl, (body) => body.append("files", file)).catch(() => null);
    if (!done) break;
    addEnclosure(desk.root, file.name.replace(/\.[^.]+$/, ""));
  }
  const large = files.find((file) => file.size > MOST);
  state.hidden = !large;
  if (large) state.textContent = t("%(name)s: 한 파일은 100MB까지입니다.", { name: large.name });
  desk.save();
}

export function startFiles(desk) {
  const input = desk.root.querySelector("[data-files]");
  const drop = desk.root.querySelector("[data-drop]");
  input.addEventListener("change", (event) => {
    event.stopPropagation();
    const files = [...input.files];
    input.value = "";
    upload(desk, files);
  });
  for (const name of ["dragenter", "dragover"]) {
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.add("is-over");
    });
  }
  for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("is-over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    upload(desk, [...event.dataTransfer.files]);
  });
  desk.root.addEventListener("click", async (event) => {
    const picture = event.target.closest("[data-picture]");
    if (picture) desk.editor.insertPicture(picture.dataset.picture, picture.dataset.pictureName);
    const remove = event.target.closest("[data-file-remove]");
    if (!remove) return;
    await desk.send(remove.dataset.fileRemove, () => {}).catch(() => null);
    drop.querySelector("input").focus();
  });
}
