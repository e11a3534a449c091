// dialog[data-dialog]: opens when htmx fills it or a [data-opens="its id"] is pressed; closes by
// [data-close], by a press beside it and by Escape.
import { attach } from "./attach.js";

attach("dialog[data-dialog]", (dialog) => {
  dialog.addEventListener("htmx:afterSwap", () => {
    if (!dialog.open) {
      dialog.showModal();
    }
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("[data-close]")) {
      dialog.close();
    }
  });
});

attach("[data-opens]", (button) => {
  button.addEventListener("click", (event) => {
    const dialog = document.getElementById(button.dataset.opens);
    if (dialog) {
      event.preventDefault();
      dialog.showModal();
    }
  });
});
