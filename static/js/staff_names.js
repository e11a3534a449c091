// What select2 draws in place of a list of the panel is named as the list is: by its label, or by the
// attribute that stands for one in a table. It draws when it likes, and anew in rows added later.
(() => {
  const name = (drawn) => {
    const select = drawn.previousElementSibling;
    const text = select?.ariaLabel || select?.labels?.[0]?.textContent.replace("*", "").trim();
    const box = drawn.querySelector(".select2-selection");
    const chosen = drawn.querySelector(".select2-selection__rendered");
    if (text && chosen) {
      box.id ||= `${select.id}-drawn`;
      box.setAttribute("aria-label", text);
      box.setAttribute("aria-labelledby", `${box.id} ${chosen.id}`);
      chosen.setAttribute("aria-label", text);
    }
  };
  const look = (changes) => {
    for (const { addedNodes } of changes) {
      for (const added of addedNodes) {
        if (added.matches?.(".select2-container")) {
          name(added);
        }
      }
    }
  };
  new MutationObserver(look).observe(document.documentElement, { childList: true, subtree: true });
})();
