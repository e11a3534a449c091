// form: while an answer is awaited the pressed button spins and a second submit does nothing.
import { attach } from "./attach.js";

const free = (form) => {
  delete form.dataset.sent;
  for (const element of form.querySelectorAll("[data-busy]")) {
    delete element.dataset.busy;
  }
};

// An answer that is a file leaves the page where it was.
const LONGEST_MS = 15_000;

attach("form", (form) => {
  // Not form.method: a field of that name would hide it.
  const posts = form.getAttribute("method")?.toLowerCase() === "post";
  const hasHtmx = ["hx-post", "hx-get", "hx-put"].some((name) => form.hasAttribute(name));
  form.addEventListener("submit", (event) => {
    if (!posts && !hasHtmx) {
      return;
    }
    if (form.dataset.sent) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    form.dataset.sent = "yes";
    const button = event.submitter;
    // After the submit event, so that the button's own value is still sent.
    setTimeout(() => {
      if (button && form.dataset.sent) {
        button.dataset.busy = "yes";
      }
    });
    setTimeout(() => free(form), LONGEST_MS);
  });
  form.addEventListener("htmx:afterRequest", () => free(form));
});

// The back button shows the page as it was left: free its buttons.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) {
    document.querySelectorAll("form[data-sent]").forEach(free);
  }
});
