// [data-viewed="product id"]: this browser remembers what it has looked at.
// [data-recent="address"]: shows those goods in its [data-recent-spot], and hides itself without any.
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

attach("[data-recent]", async (section) => {
  const ids = read().slice(0, 6);
  if (!ids.length) return;
  await window.htmx.ajax("GET", `${section.dataset.recent}?ids=${ids.join(",")}`, {
    target: section.querySelector("[data-recent-spot]"),
    swap: "innerHTML",
  });
  section.hidden = !section.querySelector(".tile");
});
