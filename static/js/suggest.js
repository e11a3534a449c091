// form[data-search]: offers categories, brands and goods under the field while somebody types, if
// the form says where to ask (data-suggest). Arrows move through them, Escape closes.
import { attach } from "./attach.js";

const PAUSE_MS = 200;
const LEAST = 2;

attach("form[data-search][data-suggest]", (form) => {
  const field = form.querySelector('input[type="search"]');
  const panel = form.querySelector("[data-suggestions]");
  let timer = 0;
  let asked = null;

  const lines = () => [...panel.querySelectorAll("a")];
  const close = () => {
    panel.hidden = true;
    panel.replaceChildren();
  };
  const ask = async () => {
    asked?.abort();
    const text = field.value.trim();
    if (text.length < LEAST) {
      close();
      return;
    }
    asked = new AbortController();
    try {
      const url = `${form.dataset.suggest}?${new URLSearchParams({ q: text })}`;
      const answer = await fetch(url, { signal: asked.signal });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      panel.replaceChildren(...(answer.ok ? page.body.children : []));
      panel.hidden = !lines().length;
    } catch (error) {
      if (error.name !== "AbortError") {
        close();
      }
    }
  };
  const move = (step) => {
    const all = [field, ...lines()];
    const at = all.indexOf(document.activeElement);
    all[(at + step + all.length) % all.length].focus();
  };

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE_MS);
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) {
      event.preventDefault(); // the browser would empty the field
      close();
      field.focus();
    } else if (!panel.hidden && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    }
  });
  form.addEventListener("submit", () => clearTimeout(timer));
  document.addEventListener("click", (event) => {
    if (!form.contains(event.target)) {
      close();
    }
  });
  form.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !form.contains(event.relatedTarget)) {
      close();
    }
  });
});
