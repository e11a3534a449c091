// time[data-countdown] with a datetime: counts down to it; its data-text says "ends in {time}".
import { attach } from "./attach.js";

const two = (number) => String(number).padStart(2, "0");

attach("[data-countdown]", (clock) => {
  const end = Date.parse(clock.dateTime);
  const show = () => {
    const left = Math.max(0, Math.floor((end - Date.now()) / 1000));
    const parts = [Math.floor(left / 3600), Math.floor(left / 60) % 60, left % 60];
    clock.textContent = clock.dataset.text.replace("{time}", parts.map(two).join(":"));
    if (left === 0 || !clock.isConnected) {
      clearInterval(timer);
    }
  };
  const timer = setInterval(show, 1000);
  show();
});
