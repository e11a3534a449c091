// [data-submit-on-change]: a form that sends itself when something in it is chosen.
import { attach } from "./attach.js";

attach("form[data-submit-on-change]", (form) => {
  form.addEventListener("change", () => form.requestSubmit());
});
