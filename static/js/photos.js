// Photos of a draft: dropped or chosen ones are sent one by one, each with its progress; those that
// are there are put in order by dragging. Without this the form and its arrows do the same.
import { attach } from "./attach.js";

const row = (list, file) => {
  const item = document.createElement("li");
  item.className = "upload";
  const name = document.createElement("span");
  name.className = "upload-name";
  name.textContent = file.name;
  const bar = document.createElement("progress");
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute("aria-label", file.name);
  item.append(name, bar);
  list.append(item);
  return {
    progress: (share) => {
      bar.value = share;
    },
    done: () => item.remove(),
    refuse: (text) => {
      bar.remove();
      const error = document.createElement("p");
      error.className = "field-error";
      error.setAttribute("role", "alert");
      error.textContent = text;
      name.remove();
      item.append(error);
    },
  };
};

const send = (form, file, told) =>
  new Promise((resolve) => {
    const body = new FormData();
    body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.append("photos", file);
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "text/plain");
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) {
        told.progress(event.loaded / event.total);
      }
    });
    request.addEventListener("loadend", () => {
      if (request.status === 200) {
        told.done();
      } else {
        const plain = request.getResponseHeader("Content-Type")?.startsWith("text/plain");
        told.refuse(plain ? request.responseText : `${file.name}: ${request.statusText || "✕"}`);
      }
      resolve();
    });
    request.send(body);
  });

attach("[data-drop]", (form) => {
  const input = form.elements.photos;
  const zone = form.querySelector("[data-drop-zone]");
  const list = form.querySelector("[data-uploads]");
  let queue = Promise.resolve();
  const take = (files) => {
    const waiting = [...files].map((file) => [file, row(list, file)]);
    queue = queue.then(async () => {
      for (const [file, told] of waiting) {
        await send(form, file, told);
      }
      input.value = "";
      await window.htmx.ajax("GET", form.dataset.drop, { target: "#photos", swap: "outerHTML" });
    });
  };
  input.addEventListener("change", () => take(input.files));
  for (const name of ["dragenter", "dragover"]) {
    zone.addEventListener(name, (event) => {
      event.preventDefault();
      zone.dataset.over = "";
    });
  }
  zone.addEventListener("dragleave", () => delete zone.dataset.over);
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    delete zone.dataset.over;
    take(event.dataTransfer.files);
  });
});

attach("[data-sortable]", (list) => {
  let dragged = null;
  list.addEventListener("dragstart", (event) => {
    dragged = event.target.closest("[data-sort]");
    if (dragged) {
      dragged.dataset.dragged = "";
      event.dataTransfer.effectAllowed = "move";
    }
  });
  list.addEventListener("dragover", (event) => {
    const over = event.target.closest("[data-sort]");
    if (!dragged) {
      return;
    }
    event.preventDefault();
    if (over && over !== dragged) {
      const box = over.getBoundingClientRect();
      const isAfter = event.clientX > box.left + box.width / 2;
      over[isAfter ? "after" : "before"](dragged);
    }
  });
  list.addEventListener("dragend", () => {
    if (dragged) {
      delete dragged.dataset.dragged;
      dragged = null;
      list.dispatchEvent(new Event("change", { bubbles: true }));
    }
  });
});
