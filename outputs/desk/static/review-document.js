// The document beside the item: which one it is, how it is shown, what is highlighted, where the others stand.

import { notice } from "./desk.js";
import { call } from "./review-calls.js";
import { Text } from "./review-text.js";

const pane = document.getElementById("document");
const map = document.getElementById("map");
const head = document.getElementById("document-head");
const TONES = ["m", "s", "c", "n"];

export class Beside {
  constructor(go) {
    this.go = go;
    this.id = null;
    this.view = null;
    this.plain = false; // She asked for the text where there are pages.
    this.places = [];
    pane.addEventListener("click", (event) => this.#clicked(event));
    map.addEventListener("click", (event) => event.target.dataset.id && this.go(event.target.dataset.id));
  }

  async show(item) {
    this.item = item;
    const at = passage(item);
    const wanted = `${item.dataset.document} ${at} ${this.plain}`;
    this.#headed(item);
    if (!item.dataset.document) return this.#withheld(item);
    if (wanted !== this.id) {
      const mine = (this.loading = Symbol());
      const shown = await this.#opened(item, at).catch((problem) => problem);
      if (mine !== this.loading) return;
      if (shown instanceof Error) return notice(shown.message, "bad");
      this.id = wanted;
      this.view = shown;
      await this.#map(item);
    }
    await this.#focus();
  }

  async #opened(item, at) {
    const { document: id, pages } = item.dataset;
    if (pages && !this.plain) {
      try {
        const { Pages } = await import("./review-pages.js");
        return await new Pages(pane, id, at).open(Number(item.dataset.page) || 1);
      } catch (problem) {
        if (problem.status === undefined) console.warn(problem);
        return new Text(pane, id, at, problem.status === 404 ? problem.message : "原件无法在这里显示，以下按读取时的文字显示").open(item.dataset.near);
      }
    }
    return new Text(pane, id, at, "").open(item.dataset.near);
  }

  // Highlights the item and brings its words into sight.
  async #focus() {
    const { view, item } = this;
    await view.ready(`[data-f~="${mark(item)}"]`, item.dataset);
    if (view !== this.view || item !== this.item) return;
    for (const old of pane.querySelectorAll(".now, .tone")) {
      old.classList.remove("now", "tone");
      delete old.dataset.testid;
    }
    this.#lit();
    for (const spot of map.children) spot.toggleAttribute("data-now", spot.dataset.id === item.dataset.id);
    const first = pane.querySelector(".now");
    if (first) into(first);
    view.rest?.(() => this.#lit());
  }

  // Also of what came later.
  #lit() {
    const wanted = mark(this.item);
    for (const words of pane.querySelectorAll(`[data-f~="${wanted}"]:not(.now)`)) {
      words.classList.add("now");
      words.dataset.testid = "highlight";
    }
    // In a scan the boxes are those of whole paragraphs: one that is lit already stays as it is.
    const lit = new Set([...pane.querySelectorAll(".box.now")].map(place));
    for (const tone of TONES) {
      for (const words of pane.querySelectorAll(`[data-${tone}~="${wanted}"]`)) if (!lit.has(place(words))) words.classList.add("tone");
    }
  }

  // Brings what tells of the fix into sight; false when nothing does.
  reveal(...tones) {
    const words = pane.querySelector(tones.map((tone) => `[data-${tone}~="${mark(this.item)}"]`).join(", "));
    if (words) into(words);
    return Boolean(words);
  }

  // The words she selected; null when there are none.
  chosen() {
    return this.view ? this.view.chosen() : Promise.resolve(null);
  }

  // The finding now stands so.
  state(id, standing) {
    for (const words of pane.querySelectorAll(`[data-f~="${CSS.escape(id)}"]`)) words.dataset.state = standing;
    for (const spot of map.children) if (spot.dataset.id === id) spot.dataset.state = standing;
  }

  // What is marked has changed: the document is fetched anew when it is shown next.
  stale() {
    this.id = null;
  }

  turn() {
    if (!this.item.dataset.pages) return notice("这份文档没有页面图像");
    this.plain = !this.plain;
    this.show(this.item);
  }

  async #map(item) {
    const told = await call(`/review/document/${encodeURIComponent(item.dataset.document)}/places`).catch(() => ({ places: [] }));
    this.places = told.places;
    map.replaceChildren(...told.places.map((one) => {
      const spot = document.createElement("span");
      spot.dataset.id = one.id;
      spot.dataset.state = one.state;
      spot.style.top = `${(one.at * 100).toFixed(2)}%`;
      return spot;
    }));
  }

  // A click on the words of another finding goes there; boxes lie under the text of a page and are told by where the click was.
  #clicked(event) {
    if (!getSelection().isCollapsed) return;
    const words = event.target.closest("[data-f]") ?? under(event);
    const id = words?.dataset.f.split(" ")[0];
    if (id && id !== "passage" && !words.dataset.f.split(" ").includes(this.item.dataset.id)) this.go(id);
  }

  #headed(item) {
    for (const place of head.querySelectorAll("[data-show]")) (place.textContent = item.dataset[place.dataset.show] ?? ""), (place.title = place.textContent);
    head.querySelector("[data-act=view]").hidden = !item.dataset.pages;
  }

  #withheld(item) {
    this.id = null;
    map.replaceChildren();
    const quoted = document.createElement("p");
    quoted.className = "notice-bar";
    quoted.textContent = "这份文档不在您的查看范围内，只能看到条目引用的文字。";
    pane.replaceChildren(quoted);
  }
}

// By what the item's words are marked.
function mark(item) {
  return item.dataset.kind === "sample" ? "passage" : CSS.escape(item.dataset.id);
}

// The passage of a sample, which no finding marks.
function passage(item) {
  return item.dataset.start ? `start=${item.dataset.start}&end=${item.dataset.end}` : "";
}

// A third down the pane: with what leads to it in sight. At once, for nothing may move under her eyes.
function into(words) {
  words.scrollIntoView({ block: "nearest" }); // Lays out what was skipped around it.
  const top = words.getBoundingClientRect().top - pane.getBoundingClientRect().top;
  pane.scrollTop += top - pane.clientHeight * 0.3;
}

function place(box) {
  const { left, top, width, height } = box.style;
  return left && `${box.parentElement.dataset.number} ${left} ${top} ${width} ${height}`;
}

function under(event) {
  const boxes = [...(event.target.closest(".page")?.querySelectorAll(".box[data-f]") ?? [])];
  return boxes.find((box) => {
    const at = box.getBoundingClientRect();
    return at.left <= event.clientX && event.clientX <= at.right && at.top <= event.clientY && event.clientY <= at.bottom;
  });
}
