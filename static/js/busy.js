// form: while an answer is awaited the pressed button spins and a second submit does nothing. Of a
// form[data-shared] each button is awaited by itself. One listener for all forms of the page: it hears
// a submit before the form itself and htmx do.

// An answer that is a file leaves the page where it was.
const LONGEST_MS = 15_000;

// For who stops a submit to send it later.
export const free = (sender) => {
  delete sender.dataset.sent;
  for (const element of [sender, ...sender.querySelectorAll("[data-busy]")]) {
    delete element.dataset.busy;
  }
};

const isAwaited = (form) =>
  // Not form.method: a field of that name would hide it.
  form.getAttribute("method")?.toLowerCase() === "post" ||
  ["hx-post", "hx-get", "hx-put"].some((name) => form.hasAttribute(name));

document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (!isAwaited(form)) {
      return;
    }
    const button = event.submitter;
    const sender = button && form.matches("[data-shared]") ? button : form;
    if (sender.dataset.sent) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    sender.dataset.sent = "yes";
    // After the submit event, so that the button's own value is still sent.
    setTimeout(() => {
      if (button && sender.dataset.sent) {
        button.dataset.busy = "yes";
      }
    });
    setTimeout(() => free(sender), LONGEST_MS);
  },
  { capture: true },
);

document.addEventListener("htmx:afterRequest", (event) => {
  const sender = event.target.closest("[data-sent]");
  if (sender) {
    free(sender);
  }
});

// The back button shows the page as it was left: free its buttons.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) {
    document.querySelectorAll("[data-sent]").forEach(free);
  }
});
