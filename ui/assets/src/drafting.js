// 기안 작성: 본문 쓰기, 저절로 저장, 첨부, 결재선. 쓰는 화면만 부른다
import { Editor } from "./js/drafting/editor.js";
import { startEnclosures, startFiles } from "./js/drafting/files.js";
import { startLine } from "./js/drafting/line.js";
import { startPicked } from "./js/drafting/people.js";
import { startReferences } from "./js/drafting/related.js";
import { Desk } from "./js/drafting/saving.js";
import { startFields } from "./js/drafting/form_fields.js";

const root = document.querySelector("[data-drafting]");
const editors = [...document.querySelectorAll("[data-editor]")].map((element) => new Editor(element, root?.dataset.pasteUrl ?? element.dataset.pasteUrl));
if (root) {
  const desk = new Desk(root, editors[0]);
  startFiles(desk);
  startEnclosures(root);
  startLine(desk);
  startReferences(root, desk);
}
const picked = document.querySelector("[data-picked-add]");
if (picked) startPicked(picked);
startFields();
