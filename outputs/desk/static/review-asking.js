// What a key asks before it is a deed: a reason, a note, corrections, who is meant. One at a time; Escape closes it.

const panel = document.getElementById("panel");

export function askedFor() {
  return panel.querySelector("[data-ask]:not([hidden])");
}

export function ask(name, field = "") {
  const wanted = panel.querySelector(`[data-ask="${name}"]`);
  if (!wanted) return false;
  const open = askedFor();
  if (open === wanted && !field) return close();
  if (open) open.hidden = true;
  wanted.hidden = false;
  panel.querySelector("#item").dataset.asking = name;
  const first = field ? wanted.querySelector(`[name="${field}"]`) : wanted.querySelector("[data-first]");
  first?.focus();
  wanted.scrollIntoView({ block: "nearest" });
  return true;
}

export function close() {
  const open = askedFor();
  if (!open) return false;
  open.hidden = true;
  delete panel.querySelector("#item").dataset.asking;
  panel.querySelector("#item").focus({ preventScroll: true });
  return true;
}

// The fields of a form by name.
export function edits(form) {
  return Object.fromEntries([...new FormData(form).entries()].map(([name, value]) => [name, value.trim()]));
}
