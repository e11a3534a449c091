// [data-moderate]: a, r and n press the buttons of that key, as long as nobody is typing.
const page = document.querySelector("[data-moderate]");

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("textarea, select, input:not([type='checkbox'])");
  if (!page || typing || event.ctrlKey || event.metaKey || event.altKey || event.repeat) {
    return;
  }
  const button = page.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (button) {
    event.preventDefault();
    button.click();
  }
});
