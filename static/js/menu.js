// details[data-menu]: closes by Escape, by a press elsewhere and when focus leaves it.
import { attach } from "./attach.js";

attach("details[data-menu]", (menu) => {
  const close = () => {
    menu.open = false;
  };
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) {
      close();
      menu.querySelector("summary").focus();
    }
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) {
      close();
    }
  });
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) {
      close();
    }
  });
});
