// [data-changed]: lines whose cells differ from what they were are coloured and counted, and leaving
// the page with such lines is asked about.
import { attach } from "./attach.js";

attach("[data-changed]", (form) => {
  const told = form.querySelector("[data-changed-count]");
  const cells = [...form.querySelectorAll("td .field input")];
  let isSent = false;
  const differing = () => cells.filter((cell) => cell.value !== cell.defaultValue);
  form.addEventListener("input", (event) => {
    const cell = event.target;
    if (!cells.includes(cell)) {
      return;
    }
    if (cell.value === cell.defaultValue) {
      delete cell.dataset.differs;
    } else {
      cell.dataset.differs = "";
    }
    const count = new Set(differing().map((each) => each.closest("tr"))).size;
    told.textContent = count ? `${count} ✎` : "";
  });
  form.addEventListener("submit", () => {
    isSent = true;
  });
  window.addEventListener("beforeunload", (event) => {
    if (!isSent && differing().length) {
      event.preventDefault();
    }
  });
});
