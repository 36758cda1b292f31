// A document as its pages: a pdf by pdf.js with its text over it, or pictures; boxes in points from the page's top left.

import { call, Refused } from "./review-calls.js";

const AHEAD = "600px";
const vendor = (name) => new URL(`vendor/${name}`, import.meta.url).href;

export class Pages {
  constructor(pane, id, at) {
    Object.assign(this, { pane, id, at, pages: [] });
    this.base = `/review/document/${encodeURIComponent(id)}`;
  }

  async open(first) {
    const original = await call(`${this.base}/original`, { as: "answer" });
    const shownAs = original.headers.get("X-Shown-As");
    if (shownAs === "text") throw new Refused("原件已不在原处，以下按读取时的文字显示", 404);
    this.source = await (shownAs === "picture" ? Pictures.of(this.base) : Pdf.of(original));
    const size = await this.source.size(first);
    const place = document.createElement("div");
    place.className = "pages";
    for (let number = 1; number <= this.source.count; number += 1) {
      const page = document.createElement("section");
      page.className = "page";
      page.dataset.number = number;
      page.setAttribute("aria-label", `第 ${number} 页`);
      this.pages.push({ number, element: page });
      place.append(page);
    }
    this.pane.replaceChildren(place);
    const { paddingLeft, paddingRight } = getComputedStyle(place);
    this.width = Math.max(place.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight), 320);
    for (const page of this.pages) this.#sized(page, size);
    const watching = new IntersectionObserver((seen) => {
      for (const one of seen) if (one.isIntersecting) this.#draw(this.pages[one.target.dataset.number - 1]);
    }, { root: this.pane, rootMargin: AHEAD });
    for (const page of this.pages) watching.observe(page.element);
    return this;
  }

  // The page is there, with its boxes.
  async ready(selector, { page }) {
    if (this.pages[page - 1]) await this.#boxed(this.pages[page - 1]);
  }

  // What is drawn from now on is lit too.
  rest(lit) {
    this.lit = lit;
    lit();
  }

  async chosen() {
    const selection = getSelection();
    if (selection.isCollapsed || !this.pane.contains(selection.anchorNode)) return null;
    const range = selection.getRangeAt(0);
    const page = range.startContainer.parentElement?.closest(".page");
    const layer = page?.querySelector(".textLayer");
    if (!layer) throw new Refused("请在页面的文字上选取；扫描件请先切到文字视图", 0);
    const before = document.createRange();
    before.setStart(layer, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const words = selection.toString();
    const asked = new URLSearchParams({ page: page.dataset.number, words, before: before.toString() });
    const told = await call(`${this.base}/words?${asked}`);
    return { spans: told.spans, words: words.replace(/\s+/g, "") };
  }

  #sized(page, { width, height }) {
    page.scale = this.width / width;
    page.element.style.width = `${this.width}px`;
    page.element.style.height = `${height * page.scale}px`;
  }

  #draw(page) {
    page.drawn ??= (async () => {
      this.#sized(page, await this.source.size(page.number));
      await Promise.all([this.source.draw(page), this.#boxed(page)]);
    })();
    return page.drawn;
  }

  #boxed(page) {
    page.boxed ??= (async () => {
      const [size, told] = await Promise.all([
        this.source.size(page.number),
        call(`${this.base}/boxes?page=${page.number}&${this.at}`).catch(() => ({ boxes: [] })),
      ]);
      this.#sized(page, size);
      page.element.append(...told.boxes.flatMap((mark) => mark.boxes.map((box) => this.#box(page, mark, box))));
      this.lit?.();
    })();
    return page.boxed;
  }

  #box(page, mark, [left, top, right, bottom]) {
    const box = document.createElement("span");
    box.className = "box";
    box.dataset[mark.tone] = mark.id;
    if (mark.tone === "f") box.dataset.state = mark.state;
    const at = { left, top, width: right - left, height: bottom - top };
    for (const [name, points] of Object.entries(at)) box.style[name] = `${points * page.scale}px`;
    return box;
  }
}

class Pdf {
  static async of(answer) {
    const library = await import("./vendor/pdf.min.mjs");
    library.GlobalWorkerOptions.workerSrc = vendor("pdf.worker.min.mjs");
    const data = await answer.arrayBuffer();
    const file = await library.getDocument({
      data, cMapUrl: vendor("cmaps/"), cMapPacked: true, standardFontDataUrl: vendor("standard_fonts/"), wasmUrl: vendor("wasm/"),
      isEvalSupported: false, enableXfa: false, verbosity: 0,
    }).promise;
    return Object.assign(new Pdf(), { library, file, count: file.numPages, known: new Map() });
  }

  page(number) {
    if (!this.known.has(number)) this.known.set(number, this.file.getPage(number));
    return this.known.get(number);
  }

  async size(number) {
    const { width, height } = (await this.page(number)).getViewport({ scale: 1 });
    return { width, height };
  }

  async draw({ number, element, scale }) {
    const page = await this.page(number);
    const viewport = page.getViewport({ scale });
    const dense = devicePixelRatio || 1;
    const canvas = document.createElement("canvas");
    canvas.width = Math.floor(viewport.width * dense);
    canvas.height = Math.floor(viewport.height * dense);
    element.prepend(canvas);
    const transform = dense === 1 ? null : [dense, 0, 0, dense, 0, 0];
    const drawing = page.render({ canvas, viewport, transform, annotationMode: this.library.AnnotationMode.DISABLE }).promise;
    const layer = document.createElement("div");
    layer.className = "textLayer";
    layer.style.setProperty("--total-scale-factor", scale);
    layer.style.setProperty("--scale-factor", scale);
    element.append(layer);
    const text = new this.library.TextLayer({ textContentSource: page.streamTextContent(), container: layer, viewport }).render();
    await Promise.all([drawing, text]);
    this.library.TextLayer.cleanup(); // The canvas that it measured words with.
  }
}

class Pictures {
  static async of(base) {
    const first = await call(`${base}/picture?page=1`, { as: "answer" });
    const made = Object.assign(new Pictures(), { base, count: Number(first.headers.get("X-Page-Count")), known: new Map() });
    made.known.set(1, made.read(first));
    return made;
  }

  async read(answer) {
    const size = { width: Number(answer.headers.get("X-Page-Width")), height: Number(answer.headers.get("X-Page-Height")) };
    return { size, url: URL.createObjectURL(await answer.blob()) };
  }

  page(number) {
    if (!this.known.has(number)) {
      this.known.set(number, call(`${this.base}/picture?page=${number}`, { as: "answer" }).then((answer) => this.read(answer)));
    }
    return this.known.get(number);
  }

  async size(number) {
    return (await this.page(number)).size;
  }

  async draw({ number, element }) {
    const image = document.createElement("img");
    image.alt = `第 ${number} 页`;
    image.src = (await this.page(number)).url;
    element.prepend(image);
  }
}
