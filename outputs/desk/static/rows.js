// Lists by keyboard: J and K (or the arrows) go from row to row, Enter opens as any link does, N turns the page.

import { typing } from "./desk.js";

const rows = [...document.querySelectorAll("[data-row]")];

document.addEventListener("keydown", (event) => {
  if (typing(event) || event.defaultPrevented) return;
  const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
  const onRow = rows.indexOf(document.activeElement);
  if (step && rows.length && (onRow >= 0 || event.key.length === 1)) {
    event.preventDefault();
    rows[Math.min(Math.max(onRow + step, 0), rows.length - 1)].focus();
  } else if (event.key === "n") {
    document.querySelector("a[rel=next]")?.click();
  }
});
