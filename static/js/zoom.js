// a[data-zoom]: shows the picture it leads to large, above the page. Without this the link opens it.
import { attach } from "./attach.js";

const show = (link) => {
  const dialog = document.createElement("dialog");
  dialog.className = "zoomed";
  dialog.setAttribute("aria-label", link.getAttribute("aria-label") ?? "");
  const photo = document.createElement("img");
  photo.src = link.href;
  photo.alt = "";
  dialog.append(photo);
  dialog.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
};

attach("a[data-zoom]", (link) => {
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || !link.href) return;
    event.preventDefault();
    show(link);
  });
});
