// attach(selector, fn): runs fn once for each matching element, now and in whatever htmx brings.

export function attach(selector, fn) {
  const seen = new WeakSet();
  const run = (root) => {
    const found = root.matches?.(selector) ? [root] : [];
    for (const element of [...found, ...root.querySelectorAll(selector)]) {
      if (!seen.has(element)) {
        seen.add(element);
        fn(element);
      }
    }
  };
  document.addEventListener("htmx:load", (event) => run(event.detail.elt));
  run(document);
}
