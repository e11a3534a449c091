// [data-viewed="product id"]: this browser remembers what it has looked at; for somebody who is signed
// in (the event "person") so does the server, at [data-keep].
// [data-recent="address"]: shows those goods, and for a person what they bought.
import { attach } from "./attach.js";

const KEY = "viewed";
const MOST = 12;

const read = () => {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? [];
  } catch {
    return [];
  }
};

attach("[data-viewed]", (page) => {
  const { viewed } = page.dataset;
  try {
    const ids = [viewed, ...read().filter((id) => id !== viewed)].slice(0, MOST);
    localStorage.setItem(KEY, JSON.stringify(ids));
  } catch {
    // A browser that keeps nothing shows nothing.
  }
});

const show = (spot) =>
  window.htmx.ajax("GET", `${spot.dataset.recent}?ids=${read().join(",")}`, {
    target: spot,
    swap: "innerHTML",
  });

attach("[data-recent]", (spot) => read().length && show(spot));

document.addEventListener(
  "person",
  () => {
    document.querySelectorAll("[data-recent]").forEach(show);
    const page = document.querySelector("[data-viewed]");
    if (page) {
      const ids = [page.dataset.viewed, ...read().filter((id) => id !== page.dataset.viewed)];
      fetch(page.dataset.keep, { method: "POST", body: new URLSearchParams({ ids }) });
    }
  },
  { once: true },
);
