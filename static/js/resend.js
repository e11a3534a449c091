// [data-resend="30"]: a button that sends a code again wakes only after so many seconds; meanwhile
// it says how long it sleeps, with the text in data-waiting ("Again in {n} s").
import { attach } from "./attach.js";

attach("[data-resend]", (button) => {
  const text = button.textContent;
  let left = Number(button.dataset.resend);
  const tick = () => {
    button.disabled = left > 0;
    button.textContent = left > 0 ? button.dataset.waiting.replace("{n}", left) : text;
    if (left > 0) {
      left -= 1;
      setTimeout(tick, 1000);
    }
  };
  tick();
});
