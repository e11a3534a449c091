// A toast for HX-Trigger {"toast": {"text", "kind"}}; the region [data-toasts] holds its template.
const STAYS_MS = 6000;

export function toast({ text, kind = "info" }) {
  const region = document.querySelector("[data-toasts]");
  const template = region?.querySelector("template");
  if (!template || !text) {
    return;
  }
  const item = template.content.firstElementChild.cloneNode(true);
  item.dataset.kind = kind;
  item.querySelector("[data-text]").textContent = text;
  const close = () => item.remove();
  item.querySelector("button").addEventListener("click", close);
  region.append(item);
  // A refusal stays until it is closed; other news leave by themselves unless somebody is on them.
  if (kind !== "error") {
    const leave = () => (item.matches(":hover, :focus-within") ? setTimeout(leave, 1500) : close());
    setTimeout(leave, STAYS_MS);
  }
}

document.addEventListener("toast", (event) => toast(event.detail));

const failed = () => {
  const region = document.querySelector("[data-toasts]");
  toast({ text: region?.dataset.failed, kind: "error" });
};
document.addEventListener("htmx:sendError", failed);
document.addEventListener("htmx:timeout", failed);
document.addEventListener("htmx:responseError", (event) => {
  if (!event.detail.xhr.getResponseHeader("HX-Trigger")) {
    failed();
  }
});
