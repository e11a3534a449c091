// [data-viewed="product id"]: this browser remembers what it has looked at. The server, at [data-keep],
// is told that the page was opened, and for somebody who is signed in (the event "person") what else was.
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

// Nobody misses what could not be told.
const tell = (page, ids) =>
  fetch(page.dataset.keep, {
    method: "POST",
    body: new URLSearchParams({ ids }),
    keepalive: true,
  }).catch(() => {});

attach("[data-viewed]", (page) => {
  const { viewed } = page.dataset;
  tell(page, [viewed]);
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
      tell(page, [page.dataset.viewed, ...read().filter((id) => id !== page.dataset.viewed)]);
    }
  },
  { once: true },
);
