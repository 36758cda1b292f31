// The order in which she goes: the queue as it was when she came, what she passed, and what she did, so that she can go back.

import { call } from "./review-calls.js";

const MOST = 400;
const same = (one, other) => one.kind === other.kind && one.id === other.id;

export class Trail {
  constructor(query) {
    this.query = query;
    const who = document.querySelector(".who")?.textContent.trim() ?? "";
    this.key = `yiguan:trail:${who}:${query}`;
    this.deedsKey = `yiguan:deeds:${who}`;
    const kept = JSON.parse(sessionStorage.getItem(this.key) ?? "null") ?? {};
    this.steps = kept.steps ?? [];
    this.index = kept.index ?? -1;
    this.cursor = kept.cursor ?? "";
    this.ended = kept.ended ?? false;
    this.deeds = JSON.parse(sessionStorage.getItem(this.deedsKey) ?? "[]");
  }

  // She is here now: at the nearest step that is this one.
  at(step) {
    const known = this.steps.map((one, at) => at).filter((at) => same(this.steps[at], step));
    const nearest = known.sort((one, other) => Math.abs(one - this.index) - Math.abs(other - this.index))[0];
    if (nearest === undefined) this.steps.splice(this.index + 1, 0, step);
    this.index = nearest ?? this.index + 1;
    this.keep();
  }

  async next({ peek = false } = {}) {
    if (this.index + 1 >= this.steps.length) await this.more();
    const step = this.steps[this.index + 1] ?? null;
    if (step && !peek) (this.index += 1, this.keep());
    return step;
  }

  previous() {
    if (this.index <= 0) return null;
    this.index -= 1;
    this.keep();
    return this.steps[this.index];
  }

  // What stands in the queue and is not yet on the trail. Once at its end, what she passed by without deciding comes again.
  async more() {
    if (this.ended) (this.cursor = "", this.ended = false);
    const joint = this.query ? "&" : "?";
    const sampled = Math.max(0, ...this.steps.filter((step) => step.kind === "sample").map((step) => Number(step.id)));
    const page = await call(`/review/trail${this.query}${joint}after=${encodeURIComponent(this.cursor)}&sampled=${sampled}`);
    const again = this.cursor === "";
    const current = this.steps[this.index];
    const fresh = page.steps.filter((step) => (again ? !current || !same(step, current) : !this.steps.some((one) => same(one, step))));
    if (again) this.steps = this.steps.filter((one, at) => at <= this.index || !fresh.some((step) => same(one, step)));
    this.steps.push(...fresh.filter((step) => !this.steps.slice(this.index + 1).some((one) => same(one, step))));
    this.cursor = page.next;
    this.ended = !page.next;
    this.keep();
  }

  did(deed) {
    this.deeds.push(deed);
    this.keep();
  }

  undoable() {
    return this.deeds.at(-1) ?? null;
  }

  undone() {
    this.deeds.pop();
    this.keep();
  }

  keep() {
    if (this.steps.length > MOST && this.index > MOST / 2) {
      const cut = this.index - MOST / 2;
      this.steps = this.steps.slice(cut);
      this.index -= cut;
    }
    this.deeds = this.deeds.slice(-MOST);
    const { steps, index, cursor, ended } = this;
    sessionStorage.setItem(this.key, JSON.stringify({ steps, index, cursor, ended }));
    sessionStorage.setItem(this.deedsKey, JSON.stringify(this.deeds));
  }
}
