// [data-find-option]: a field that leaves only those values of its facet which have its text in them.
// It has no name, so it is never sent; the values that are ticked always stay.
import { attach } from "./attach.js";

attach("[data-find-option]", (field) => {
  const place = field.closest(".facet");
  const label = field.closest("label");
  const told = label.querySelector("[data-found]");
  label.hidden = false;
  const narrow = () => {
    const text = field.value.trim().toLocaleLowerCase();
    let found = 0;
    for (const option of place.querySelectorAll(".facet-options > li")) {
      const isFound = option.textContent.toLocaleLowerCase().includes(text);
      option.hidden = !isFound && !option.querySelector(":checked");
      found += isFound;
    }
    told.textContent = text ? found || told.dataset.none : "";
  };
  field.addEventListener("input", narrow);
  // The form would ask for a list anew.
  field.addEventListener("change", (event) => event.stopPropagation());
  field.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
});
