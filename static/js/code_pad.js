// [data-code-pad="ID"]: large keys that type into the field with that id; the field takes typing too.
import { attach } from "./attach.js";

attach("[data-code-pad]", (pad) => {
  const field = document.getElementById(pad.dataset.codePad);
  if (!field) {
    return;
  }
  pad.hidden = false;
  // The phone's own keyboard would cover the pad.
  field.inputMode = "none";
  pad.addEventListener("click", (event) => {
    const key = event.target.closest("button[data-key]");
    if (!key) {
      return;
    }
    const { key: digit } = key.dataset;
    field.value = digit ? (field.value + digit).slice(0, field.maxLength) : field.value.slice(0, -1);
  });
});
