// form[data-search]: a combobox (WAI-ARIA, list autocomplete): offers texts, categories, brands and
// goods under the field while somebody types, if the form says where to ask (data-suggest). Arrows
// choose, a chosen text is copied into the field, Escape gives back what was typed. An empty field
// offers what this browser searched for before; each line, or all, can be taken out.
import { attach } from "./attach.js";

const PAUSE_MS = 200;
const LEAST = 2;
const KEY = "searched";
const MOST = 8;

const read = () => {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? [];
  } catch {
    return [];
  }
};
const keep = (texts) => {
  try {
    localStorage.setItem(KEY, JSON.stringify(texts.slice(0, MOST)));
  } catch {
    // A browser that keeps nothing offers nothing.
  }
};
const remember = (text) => text && keep([text, ...read().filter((each) => each !== text)]);

attach("form[data-search][data-suggest]", (form) => {
  const field = form.querySelector('input[type="search"]');
  const panel = form.querySelector("[data-suggestions]");
  const past = form.querySelector("template[data-history]");
  let timer = 0;
  let asked = null;
  let typed = field.value;

  // A phone shows fewer of them.
  const lines = () => [...panel.querySelectorAll("a")].filter((line) => line.offsetParent);
  const chosen = () => panel.querySelector("a.is-chosen");
  const choose = (line) => {
    lines().forEach((each) => {
      each.classList.toggle("is-chosen", each === line);
      if (each.role === "option") {
        each.ariaSelected = String(each === line);
      }
    });
    line?.scrollIntoView({ block: "nearest" });
    field.value = line?.dataset.fill ?? typed;
    if (line) {
      field.setAttribute("aria-activedescendant", line.id);
    } else {
      field.removeAttribute("aria-activedescendant");
    }
  };
  const show = (elements) => {
    panel.replaceChildren(...elements);
    panel.hidden = !panel.querySelector("a");
    lines().forEach((line, at) => {
      line.id = `suggestion-${at}`;
    });
    field.setAttribute("aria-expanded", String(!panel.hidden));
  };
  const close = () => {
    asked?.abort();
    show([]);
    field.removeAttribute("aria-activedescendant");
  };

  const showPast = () => {
    const texts = read();
    if (!texts.length) {
      close();
      return;
    }
    const page = past.content.cloneNode(true);
    const list = page.querySelector("[data-lines]");
    const sample = list.querySelector("li");
    list.replaceChildren(
      ...texts.map((text) => {
        const line = sample.cloneNode(true);
        const link = line.querySelector("a");
        link.href = `${form.action}?${new URLSearchParams({ q: text })}`;
        link.dataset.fill = text;
        link.querySelector("[data-text]").textContent = text;
        const drop = line.querySelector("button");
        drop.setAttribute("aria-label", `${drop.getAttribute("aria-label")}: ${text}`);
        drop.addEventListener("click", () => {
          keep(read().filter((each) => each !== text));
          showPast();
          field.focus();
        });
        return line;
      }),
    );
    page.querySelector("[data-clear]").addEventListener("click", () => {
      keep([]);
      close();
      field.focus();
    });
    show([...page.children]);
  };

  const ask = async () => {
    asked?.abort();
    if (!typed.trim()) {
      showPast();
      return;
    }
    if (typed.trim().length < LEAST) {
      close();
      return;
    }
    asked = new AbortController();
    try {
      const url = `${form.dataset.suggest}?${new URLSearchParams({ q: typed.trim() })}`;
      const answer = await fetch(url, { signal: asked.signal });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      show(answer.ok ? page.body.children : []);
    } catch (error) {
      if (error.name !== "AbortError") {
        close();
      }
    }
  };

  field.addEventListener("input", () => {
    typed = field.value;
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE_MS);
  });
  field.addEventListener("focus", () => {
    if (panel.hidden && !field.value) {
      showPast();
    }
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) {
      event.preventDefault(); // the browser would empty the field
      choose(null);
      close();
    } else if (!panel.hidden && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      const all = [null, ...lines()];
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose(all[(all.indexOf(chosen()) + step + all.length) % all.length]);
    } else if (event.key === "Enter" && chosen()) {
      event.preventDefault();
      chosen().click();
    }
  });
  panel.addEventListener("click", (event) => remember(event.target.closest("a")?.dataset.fill));
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    remember(field.value.trim());
  });
  document.addEventListener("click", (event) => {
    // Who took a line out of the past ones clicked something that is gone.
    if (event.target.isConnected && !form.contains(event.target)) {
      close();
    }
  });
  form.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !form.contains(event.relatedTarget)) {
      close();
    }
  });
});
