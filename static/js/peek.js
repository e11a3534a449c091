// [data-peek]: shows and hides the password in the field before it.
import { attach } from "./attach.js";

attach("[data-peek]", (button) => {
  const input = button.parentElement.querySelector("input");
  button.hidden = false;
  button.addEventListener("click", () => {
    const shown = input.type === "text";
    input.type = shown ? "password" : "text";
    button.setAttribute("aria-pressed", String(!shown));
  });
});
