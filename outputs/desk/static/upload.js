// Files chosen or dropped go up together, with a bar; then the page of their work opens.

import { csrf, notice } from "./desk.js";

const zone = document.querySelector("[data-upload]");
const input = zone.querySelector("input[type=file]");
const list = zone.querySelector(".picked");
const sending = zone.querySelector(".sending");
const bar = sending.querySelector("progress");
const told = sending.querySelector("[data-told]");
const most = Number(zone.dataset.megabytes) * 1024 * 1024;
let request = null;

const size = (bytes) => (bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`);

function show(files) {
  list.replaceChildren(...files.map((file) => {
    const row = document.createElement("li");
    const refused = file.size > most;
    row.textContent = `${file.name}（${size(file.size)}${refused ? `，超过上限 ${zone.dataset.megabytes} MB，不上传` : ""}）`;
    row.className = refused ? "refused" : "";
    return row;
  }));
  list.hidden = false;
}

function send(files) {
  if (request || !files.length) return;
  show(files);
  const fit = files.filter((file) => file.size <= most);
  if (!fit.length) return notice("没有可以上传的文件", "bad");
  const form = new FormData();
  fit.forEach((file) => form.append("files", file, file.name));
  request = new XMLHttpRequest();
  request.open("POST", zone.dataset.upload);
  request.setRequestHeader("X-CSRF-Token", csrf);
  request.setRequestHeader("Accept", "application/json");
  request.responseType = "text";
  request.upload.onprogress = (event) => {
    bar.value = event.lengthComputable ? event.loaded / event.total : 0;
    told.textContent = event.loaded < event.total ? `${size(event.loaded)} / ${size(event.total)}` : "正在保存……";
  };
  request.onload = () => ended(request.status, request.responseText);
  request.onerror = () => stopped("连不上服务器，文件没有上传，请重试");
  request.onabort = () => stopped("已取消上传");
  sending.hidden = false;
  request.send(form);
}

function ended(status, text) {
  let answer = {};
  try {
    answer = JSON.parse(text);
  } catch {
    answer = { message: text };
  }
  if (status === 202) location.assign(answer.page);
  else stopped(answer.message || "服务器没有接收，请重试");
}

function stopped(words) {
  request = null;
  sending.hidden = true;
  bar.value = 0;
  input.value = "";
  notice(words, "bad");
}

input.addEventListener("change", () => send([...input.files]));
sending.querySelector("[data-stop]").addEventListener("click", () => request?.abort());
for (const name of ["dragenter", "dragover"]) {
  zone.addEventListener(name, (event) => {
    event.preventDefault();
    zone.classList.add("over");
  });
}
for (const name of ["dragleave", "drop"]) zone.addEventListener(name, () => zone.classList.remove("over"));
zone.addEventListener("drop", (event) => {
  event.preventDefault();
  send([...event.dataTransfer.files]);
});
