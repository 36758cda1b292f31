// A document as text: the server's HTML piece by piece, and the words selected in it as offsets in code points.

import { call } from "./review-calls.js";

export class Text {
  constructor(pane, id, at, remark) {
    Object.assign(this, { pane, at, remark });
    this.url = `/review/document/${encodeURIComponent(id)}/sheet?${at}`;
  }

  // The piece that she is to read is there first; the others follow, and do not move it.
  async open(near) {
    const first = await call(`${this.url}&near=${near}`, { as: "answer" });
    const sheet = document.createElement("article");
    sheet.className = "sheet";
    this.pieces = Array.from({ length: Number(first.headers.get("X-Pieces")) }, () => document.createElement("div"));
    sheet.append(...this.pieces);
    const here = Number(first.headers.get("X-Piece"));
    this.pieces[here].innerHTML = await first.text();
    this.loaded = new Map([[here, Promise.resolve()]]);
    const remark = document.createElement("p");
    remark.className = "notice-bar";
    remark.textContent = this.remark;
    this.pane.replaceChildren(...(this.remark ? [remark] : []), sheet);
    return this;
  }

  // All pieces are there, from the nearest on.
  async rest(drawn) {
    const first = [...this.loaded.keys()][0];
    const order = this.pieces.map((_, number) => number).sort((one, other) => Math.abs(one - first) - Math.abs(other - first));
    for (const number of order) {
      if (!this.pane.contains(this.pieces[number])) return;
      if (this.loaded.has(number)) continue;
      await this.#piece(number);
      drawn();
    }
  }

  // The words that bear the mark are there, in whichever piece.
  async ready(selector, { near }) {
    if (this.pane.querySelector(selector)) return;
    const first = await call(`${this.url}&near=${near}`, { as: "answer" });
    const number = Number(first.headers.get("X-Piece"));
    if (!this.loaded.has(number)) {
      this.loaded.set(number, Promise.resolve());
      this.pieces[number].innerHTML = await first.text();
    }
  }

  #piece(number) {
    if (!this.loaded.has(number)) {
      this.loaded.set(number, call(`${this.url}&piece=${number}`, { as: "text" }).then((html) => (this.pieces[number].innerHTML = html)));
    }
    return this.loaded.get(number);
  }

  async chosen() {
    const selection = getSelection();
    if (selection.isCollapsed || !this.pane.contains(selection.anchorNode)) return null;
    const range = selection.getRangeAt(0);
    const spans = [...this.pane.querySelectorAll("[data-start]")]
      .filter((block) => range.intersectsNode(block))
      .map((block) => part(block, range))
      .filter(Boolean);
    return spans.length ? { spans, words: selection.toString().trim() } : null;
  }
}

// The part of a block that the range holds. Offsets of the DOM are UTF-16; those of documents are code points.
function part(block, range) {
  const whole = [...block.textContent];
  let first = block.contains(range.startContainer) ? before(block, range.startContainer, range.startOffset) : 0;
  let last = block.contains(range.endContainer) ? before(block, range.endContainer, range.endOffset) : whole.length;
  while (first < last && !whole[first].trim()) first += 1;
  while (last > first && !whole[last - 1].trim()) last -= 1;
  const start = Number(block.dataset.start);
  return first < last ? [start + first, start + last] : null;
}

function before(block, node, offset) {
  const range = document.createRange();
  range.selectNodeContents(block);
  range.setEnd(node, offset);
  return [...range.toString()].length;
}
