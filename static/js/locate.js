// [data-locate="id"]: a button that writes where the device is into the field with that id, after
// the browser has asked. data-failed says what to tell when it doesn't know. Hidden without scripts.
import { attach } from "./attach.js";
import { toast } from "./toasts.js";

attach("[data-locate]", (button) => {
  if (!navigator.geolocation) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    button.disabled = true;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const field = document.getElementById(button.dataset.locate);
        field.value = `${coords.latitude.toFixed(6)}, ${coords.longitude.toFixed(6)}`;
        button.disabled = false;
        field.focus();
      },
      () => {
        toast({ text: button.dataset.failed, kind: "error" });
        button.disabled = false;
      },
      { enableHighAccuracy: true, timeout: 10_000 },
    );
  });
});
