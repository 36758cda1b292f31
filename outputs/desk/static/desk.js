// What every page has: shortcuts that stay away from fields and the input method, the token that proves a request is ours, and notices.

export const csrf = document.querySelector('meta[name="csrf"]').content;

export function notice(words, kind = "") {
  const place = document.getElementById("notice");
  place.textContent = words;
  place.className = kind;
}

// True while keys belong to a field or to the input method.
export function typing(event) {
  const target = event.target;
  return event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey
    || target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRF-Token"] = csrf;
});
document.addEventListener("htmx:responseError", (event) => notice(event.detail.xhr.responseText || "服务器没有完成这一步", "bad"));
document.addEventListener("htmx:sendError", () => notice("连不上服务器，刚才的操作没有保存", "bad"));

document.addEventListener("keydown", (event) => {
  if (typing(event) || event.defaultPrevented) return;
  const target = document.querySelector(`[data-shortcut="${CSS.escape(event.key)}"]`);
  if (target) {
    event.preventDefault();
    target.focus();
  }
});
