// dialog[data-dialog]: opens when htmx fills it; closes by [data-close], by a press beside it and by
// Escape.
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
