// Talking to the server: what it did not acknowledge has not happened, and she is told so.

import { csrf } from "./desk.js";

const PATIENCE = 10000;

export class Refused extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

export async function call(url, { as = "json", ...options } = {}) {
  let answer;
  try {
    answer = await fetch(url, {
      headers: { Accept: "application/json", "X-CSRF-Token": csrf, ...options.headers },
      signal: AbortSignal.timeout(PATIENCE),
      ...options,
    });
  } catch {
    throw new Refused("连不上服务器，刚才的操作没有保存", 0);
  }
  if (answer.status === 401) {
    location.href = "/login";
    throw new Refused("登录已失效，请重新登录", 401);
  }
  if (!answer.ok) throw new Refused((await answer.text()) || "服务器没有完成这一步，刚才的操作没有保存", answer.status);
  return as === "answer" ? answer : as === "text" ? answer.text() : answer.json();
}

export function send(url, values) {
  return call(url, { method: "POST", body: new URLSearchParams(values) });
}
