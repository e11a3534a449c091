// [data-added]: shows what was just put in the cart; leaves by itself, by Escape or a press elsewhere.
import { attach } from "./attach.js";

const STAYS_MS = 7000;

attach("[data-added]", (spot) => {
  let timer;
  const clear = () => spot.replaceChildren();
  const leave = () => {
    if (spot.matches(":hover, :focus-within")) {
      timer = setTimeout(leave, STAYS_MS);
    } else {
      clear();
    }
  };
  spot.addEventListener("htmx:afterSwap", () => {
    clearTimeout(timer);
    timer = setTimeout(leave, STAYS_MS);
  });
  document.addEventListener("click", (event) => spot.contains(event.target) || clear());
  document.addEventListener("keydown", (event) => event.key === "Escape" && clear());
});
