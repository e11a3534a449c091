// [data-gallery]: thumbnails bring their photo into view; a swipe marks its thumbnail; a press on a
// photo shows it large in the dialog.
import { attach } from "./attach.js";

attach("[data-gallery]", (gallery) => {
  const view = gallery.querySelector("[data-view]");
  const thumbs = [...gallery.querySelectorAll("[data-thumb]")];
  const zoomed = gallery.querySelector("dialog");

  const mark = (index) => {
    thumbs.forEach((thumb, i) =>
      i === index ? thumb.setAttribute("aria-current", "true") : thumb.removeAttribute("aria-current"),
    );
  };
  thumbs.forEach((thumb, index) => {
    thumb.addEventListener("click", (event) => {
      event.preventDefault();
      view.scrollTo({ left: view.clientWidth * index });
      mark(index);
    });
  });
  view.addEventListener("scrollend", () => mark(Math.round(view.scrollLeft / view.clientWidth)));

  view.addEventListener("click", (event) => {
    const photo = event.target.closest(".picture")?.querySelector("img");
    if (photo && zoomed) {
      const large = photo.cloneNode();
      large.sizes = "160vw";
      zoomed.replaceChildren(large);
      zoomed.showModal();
    }
  });
  zoomed?.addEventListener("click", () => zoomed.close());
});
