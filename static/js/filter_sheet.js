// [data-filter-sheet]: the filters of a list. Opens and closes them as a sheet on phones, and keeps
// open facets, focus and scroll where they were when the list is swapped.
import { attach } from "./attach.js";

attach("[data-filter-sheet]", (place) => {
  let opener = null;
  let facets = new Map();
  let scroll = 0;

  const form = () => place.querySelector("#filters");
  const open = (link) => {
    opener = link.id;
    place.dataset.open = "";
    form().querySelector("[data-close-filters]").focus();
  };
  const close = () => {
    delete place.dataset.open;
    document.getElementById(opener)?.focus();
  };

  place.addEventListener("click", (event) => {
    const link = event.target.closest("[data-open-filters]");
    if (link) {
      event.preventDefault();
      open(link);
    } else if (event.target.closest("[data-close-filters]") && "open" in place.dataset) {
      event.preventDefault();
      close();
    }
  });
  place.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && "open" in place.dataset) {
      close();
    }
  });
  // An address carries only what was chosen.
  place.addEventListener("htmx:configRequest", (event) => {
    const values = event.detail.formData;
    for (const [name, value] of [...values.entries()]) {
      if (value === "") {
        values.delete(name);
      }
    }
  });
  place.addEventListener("formdata", (event) => {
    for (const [name, value] of [...event.formData.entries()]) {
      if (value === "") {
        event.formData.delete(name);
      }
    }
  });
  place.addEventListener("htmx:beforeSwap", () => {
    scroll = form()?.scrollTop ?? 0;
    facets = new Map([...place.querySelectorAll("details[id]")].map((each) => [each.id, each.open]));
  });
  place.addEventListener("htmx:afterSwap", () => {
    for (const [id, isOpen] of facets) {
      const facet = document.getElementById(id);
      if (facet) {
        facet.open = isOpen;
      }
    }
    form()?.scrollTo(0, scroll);
  });
});
