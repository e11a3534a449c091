// A row of tabs too long for the screen begins where the reader is.
import { attach } from "./attach.js";

attach("[data-tabs]", (row) => {
  const current = row.querySelector("[aria-current]");
  if (current) {
    row.scrollLeft = current.offsetLeft - row.offsetLeft - (row.clientWidth - current.clientWidth) / 2;
  }
});
