// [data-check-all="part"]: one box that ticks every checkbox of that name.
import { attach } from "./attach.js";

attach("[data-check-all]", (box) => {
  const all = () =>
    document.querySelectorAll(`input[type="checkbox"][name="${CSS.escape(box.dataset.checkAll)}"]`);
  box.addEventListener("change", () => {
    for (const each of all()) {
      each.checked = box.checked;
    }
  });
});
