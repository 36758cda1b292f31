// Goes to the words that were looked for: first to those that the search named, then with J and K from one to the next.

import { typing } from "./desk.js";

const sheet = document.querySelector(".sheet");
const sought = [...sheet.querySelectorAll('[data-f~="sought"]')];
const at = Number(sheet.dataset.at);
let here = 0;

function place(mark) {
  const block = mark.closest("[data-start]");
  const before = document.createRange();
  before.setStart(block, 0);
  before.setEndBefore(mark);
  // Offsets of documents are code points.
  return Number(block.dataset.start) + [...before.toString()].length;
}

function go(index) {
  sought[here]?.classList.remove("current");
  here = index;
  sought[here].classList.add("current");
  sought[here].scrollIntoView({ block: "center" });
}

if (sought.length) {
  go(Math.max(0, sought.findIndex((mark) => place(mark) >= at)));
}

document.addEventListener("keydown", (event) => {
  if (typing(event) || !sought.length) return;
  const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
  if (step) {
    event.preventDefault();
    go((here + step + sought.length) % sought.length);
  }
});
