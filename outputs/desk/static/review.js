// The item page: one key a deed, every deed saved before the next passage is shown, nothing decided by looking.

import { notice, typing } from "./desk.js";
import { Beside } from "./review-document.js";
import { Trail } from "./review-trail.js";
import { call, Refused, send } from "./review-calls.js";
import { ask, askedFor, close, edits } from "./review-asking.js";

const panel = document.getElementById("panel");
const keys = document.getElementById("keys");
const adding = document.getElementById("adding");
const collision = document.getElementById("collision");
const trail = new Trail(location.search);
const beside = new Beside((id) => show({ kind: "finding", id }));
const ready = new Map();
let item = panel.querySelector("#item");
let busy = false;
let turn = 0;

// --- Showing ---------------------------------------------------------------------------------------------------------

const address = (to) => (to.kind === "sample" ? `/review/sample/${to.id}` : `/review/${to.id}`);
const here = () => ({ kind: item.dataset.kind, id: item.dataset.id });
const same = (one, other) => one && other && one.kind === other.kind && one.id === other.id;

async function show(to, { push = true, fresh = false } = {}) {
  const mine = ++turn;
  const url = address(to);
  const told = (!fresh && ready.get(url)) || fetchPanel(url);
  if (fresh) ready.clear();
  let html;
  try {
    html = await told;
  } catch (problem) {
    ready.delete(url);
    notice(problem.message, "bad");
    return;
  }
  if (mine !== turn) return;
  ready.delete(url);
  close();
  panel.innerHTML = html;
  window.htmx?.process(panel);
  item = panel.querySelector("#item");
  trail.at(here());
  if (push) history.pushState(here(), "", url + location.search);
  document.title = `${item.dataset.title} — 审阅台`;
  item.focus({ preventScroll: true });
  await beside.show(item);
  prepare();
}

function fetchPanel(url) {
  return call(`${url}/panel${location.search}`, { as: "text" });
}

// The next passage is fetched while she reads this one.
async function prepare() {
  const next = await trail.next({ peek: true }).catch(() => null);
  if (!next || ready.has(address(next))) return;
  const url = address(next);
  const coming = fetchPanel(url);
  coming.catch(() => ready.delete(url));
  ready.clear();
  ready.set(url, coming);
}

async function forward() {
  let to;
  try {
    to = await trail.next();
  } catch (problem) {
    notice(problem.message, "bad");
    return;
  }
  if (!to) notice("这一列已经看完。可以用 K 往回看，或回到审阅台换一列");
  else await show(to);
}

async function back() {
  const to = trail.previous();
  if (!to) notice("前面没有了");
  else await show(to);
}

// --- Deeds -----------------------------------------------------------------------------------------------------------

// Does one thing at a time; what the server did not acknowledge has not happened.
async function deed(work) {
  if (busy) return;
  busy = true;
  for (const place of document.querySelectorAll("[data-testid=saved]")) place.textContent = "";
  try {
    await work();
  } catch (problem) {
    if (!(problem instanceof Refused)) throw problem;
    if (problem.status === 409) collide(problem);
    else notice(problem.message, "bad");
  } finally {
    busy = false;
  }
}

function saved(answer, words = "已保存") {
  notice("");
  for (const place of document.querySelectorAll("[data-testid=saved]")) place.textContent = `${words} ${answer.at}`;
  if (answer.left !== undefined) for (const place of document.querySelectorAll("[data-left]")) place.textContent = answer.left;
}

let insisted = null;

function decide(values) {
  return deed(async () => {
    insisted = values;
    const from = here();
    const revision = item.dataset.revision;
    const answer = await send(`/review/${from.id}/verdict${location.search}`, { revision, ...values });
    if (answer.conflict) throw new Refused(answer.conflict, 409);
    trail.did({ deed: "verdict", ...from });
    beside.state(from.id, answer.standing);
    if (answer.redraw) beside.stale();
    await forward();
    saved(answer);
    if (same(here(), from)) await show(from, { push: false, fresh: true }), saved(answer);
  });
}

function judge(state) {
  return deed(async () => {
    const from = here();
    const answer = await send(`/review/sample/${from.id}/verdict${location.search}`, { state });
    await forward();
    saved(answer);
  });
}

function undo() {
  return deed(async () => {
    const last = trail.undoable() ?? (item.dataset.mine ? { deed: "verdict", ...here() } : null);
    if (!last) return earlier();
    const url = last.deed === "link" ? `/review/${last.id}/link/undo` : `/review/${last.id}/undo`;
    let answer;
    try {
      answer = await send(url + location.search, last.cadres ? { cadres: last.cadres.join(",") } : {});
    } catch (problem) {
      if (problem.status >= 400 && problem.status < 500) trail.undone(); // Others have spoken since: it stays as it is.
      throw problem;
    }
    trail.undone();
    if (answer.standing) beside.state(last.id, answer.standing);
    if (answer.redraw) beside.stale();
    await show(answer.gone ? here() : { kind: "finding", id: last.id }, { fresh: true, push: !same(here(), last) });
    saved(answer, "已撤销，已保存");
  });
}

// What she did before this session is shown first, and undone by the next key.
async function earlier() {
  const { id } = await call("/review/undoable");
  if (!id) return notice("没有可以撤销的");
  await show({ kind: "finding", id }, { fresh: true });
  notice("这是您上次审的条目，再按 Z 撤销");
}

function link(cadre, verdict) {
  return deed(async () => {
    const from = here();
    const everywhere = panel.querySelector("[name=everywhere]")?.checked ? "1" : "";
    const answer = await send(`/review/${from.id}/link`, { cadre, verdict, seen: item.dataset.seen, everywhere });
    trail.did({ deed: "link", ...from, cadres: answer.cadres });
    beside.stale();
    await show(from, { push: false, fresh: true });
    saved(answer);
  });
}

function rework(note) {
  return deed(async () => {
    const from = here();
    const answer = await send(`/review/${from.id}/rework${location.search}`, { note });
    await forward();
    saved(answer, "已退回重审，已保存");
  });
}

async function add() {
  const chosen = await beside.chosen().catch((problem) => notice(problem.message, "bad"));
  if (!chosen) return chosen === null && notice("先在左边选中遗漏的那段文字，再按 A");
  const form = adding.querySelector("form");
  form.reset();
  form.elements.spans.value = JSON.stringify(chosen.spans);
  adding.querySelector("[data-quoted]").textContent = chosen.words;
  adding.showModal();
  form.elements.category.focus();
}

function collide(problem) {
  if (collision.open) collision.close();
  collision.querySelector("[data-told]").textContent = problem.message;
  collision.showModal();
}

// She has seen the other's decision: hers is now taken on it.
function insist() {
  const values = insisted;
  collision.close();
  return show(here(), { push: false, fresh: true }).then(() => values && decide(values));
}

// --- Keys ------------------------------------------------------------------------------------------------------------

const may = () => item.dataset.may === "1";
const isSample = () => item.dataset.kind === "sample";

const DEEDS = {
  confirm: () => (isSample() ? judge("clear") : item.dataset.blind ? ask("edit") : decide({ state: "confirmed" })),
  reject: () => !isSample() && ask("reject"),
  unsure: () => !isSample() && ask("unsure"),
  edit: () => !isSample() && ask("edit"),
  voice: () => !isSample() && ask("edit", "voice"),
  category: () => !isSample() && ask("edit", "category"),
  cue: () => !isSample() && ask("edit", "cue"),
  rework: () => !isSample() && ask("rework"),
  add,
  undo,
};
const LOOKS = {
  next: forward,
  previous: back,
  people: () => ask("people"),
  status: () => beside.reveal("m", "s") || notice("文中没有写整改情况"),
  why: () => toggle("why"),
  remarks: () => toggle("remarks"),
  view: () => beside.turn(),
  keys: () => (keys.open ? keys.close() : keys.showModal()),
};
const KEYS = {
  enter: "confirm", x: "reject", u: "unsure", e: "edit", z: "undo", a: "add", v: "voice", c: "category", f: "cue",
  j: "next", arrowdown: "next", k: "previous", arrowup: "previous", p: "people", s: "status", w: "why", "?": "keys", "？": "keys",
};

function act(name) {
  if (name in LOOKS) return LOOKS[name]();
  if (!may()) return notice(item.dataset.mayNot || "您只有查阅权限，不能作出决定");
  return DEEDS[name]?.();
}

function toggle(name) {
  const part = panel.querySelector(`details[data-part="${name}"]`);
  if (!part) return;
  part.open = !part.open;
  if (part.open) part.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || document.querySelector("dialog[open]")) return;
  if (event.key === "Escape" && close()) return item.focus({ preventScroll: true });
  if (typing(event)) return;
  const pressed = event.key.toLowerCase();
  if (/^[0-9]$/.test(pressed)) {
    const button = askedFor()?.querySelector(`[data-digit="${pressed}"]`);
    if (button && !event.repeat) (event.preventDefault(), button.click());
    return;
  }
  const name = KEYS[pressed];
  if (!name) return;
  // Enter on what has the focus is that thing's.
  if (pressed === "enter" && event.target.closest("button, a, summary")) return;
  if (pressed.startsWith("arrow") && event.target.closest("[data-scrolls]:focus")) return;
  event.preventDefault();
  if (event.repeat && !(name in LOOKS)) return;
  if (pressed === "enter" && askedFor() && askedFor().dataset.ask !== "people") return;
  act(name);
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]");
  if (button && !button.disabled) {
    event.preventDefault();
    return void act(button.dataset.act);
  }
  const reason = event.target.closest("[data-reason]");
  if (reason) {
    if (reason.dataset.reason === "other") return void ask("other");
    return void decide({ state: "rejected", reason: reason.dataset.reason });
  }
  const adopted = event.target.closest("[data-adopt]");
  if (adopted) return void decide({ state: "confirmed", adopt: adopted.dataset.adopt });
  const cadre = event.target.closest("[data-verdict]");
  if (cadre) return void link(cadre.dataset.cadre, cadre.dataset.verdict);
  if (event.target.closest("[data-close]")) event.target.closest("dialog")?.close();
  if (event.target.closest("[data-yield]")) collision.close(), show(here(), { push: false, fresh: true }).then(forward);
  if (event.target.closest("[data-insist]")) insist();
  if (event.target.closest("[data-look]")) collision.close(), show(here(), { push: false, fresh: true });
});

// Enter in a field of a form sends it; not while the input method composes, and with the shift key it starts a line.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing || event.keyCode === 229 || event.shiftKey) return;
  const form = event.target.closest("form[data-deed]");
  if (form && event.target.matches("input, textarea, select")) {
    event.preventDefault();
    form.requestSubmit();
  }
}, true);

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-deed]");
  if (!form) return;
  event.preventDefault();
  const note = form.elements.note?.value.trim() ?? "";
  if (form.dataset.deed === "unsure") return void decide({ state: "unsure", note });
  if (form.dataset.deed === "other") return void decide({ state: "rejected", reason: "other", note });
  if (form.dataset.deed === "rework") return void rework(note);
  if (form.dataset.deed === "edit") return void decide({ state: "confirmed", note, edit: JSON.stringify(edits(form)) });
  if (form.dataset.deed === "remark") return void remark(form);
  if (form.dataset.deed === "take-back") return void remark(form);
  if (form.dataset.deed === "add") return void added(form);
  if (form.dataset.deed === "search") return void search(form);
});

function remark(form) {
  return deed(async () => {
    const answer = await send(`/review/${here().id}/remark`, { revision: item.dataset.revision, ...edits(form) });
    await show(here(), { push: false, fresh: true });
    saved(answer);
    const part = panel.querySelector('details[data-part="remarks"]');
    if (part) part.open = true;
  });
}

function added(form) {
  return deed(async () => {
    const values = edits(form);
    const { spans, ...edit } = values;
    const document_id = item.dataset.document;
    const answer = await send(`/review/add${location.search}`, { document_id, spans, edit: JSON.stringify(edit) });
    adding.close();
    trail.did({ deed: "verdict", kind: "finding", id: answer.id });
    beside.stale();
    ready.clear();
    await (isSample() ? forward() : show(here(), { push: false, fresh: true }));
    saved(answer, "已补录并确认，已保存");
  });
}

async function search(form) {
  const words = form.elements.words.value.trim();
  const place = panel.querySelector("[data-others]");
  try {
    place.innerHTML = await call(`/review/${here().id}/people?words=${encodeURIComponent(words)}`, { as: "text" });
    place.querySelector("button")?.focus();
  } catch (problem) {
    notice(problem.message, "bad");
  }
}

// Taking the words selected in the document for the passage or the measures.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-take]");
  if (!button) return;
  const chosen = await beside.chosen().catch((problem) => notice(problem.message, "bad"));
  if (!chosen) return notice("先在左边选中文字");
  const form = button.closest("form");
  form.elements[button.dataset.take].value = JSON.stringify(chosen.spans);
  form.querySelector(`[data-taken="${button.dataset.take}"]`).textContent = chosen.words;
});

addEventListener("popstate", (event) => event.state && show(event.state, { push: false }));

history.replaceState(here(), "", location.href);
trail.at(here());
item.focus({ preventScroll: true });
beside.show(item).then(prepare);
