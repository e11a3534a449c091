// link[rel="personal"]: fetches the one private fragment and patches the marked spots of a page that
// is the same for everybody: [data-cart-count], [data-favourite-count], [data-favourite="id"],
// [data-name], [data-place], [data-promise]. A [data-facts] element in any answer of htmx does too.
import { attach } from "./attach.js";
import { toast } from "./toasts.js";

const each = (selector, fn) => document.querySelectorAll(selector).forEach(fn);
const marked = new Set();

const count = (name, value) => {
  each(`[data-${name}-count]`, (spot) => {
    spot.textContent = Number(value) ? value : "";
  });
};

const hearts = (root) => {
  for (const heart of root.querySelectorAll("[data-favourite]")) {
    heart.setAttribute("aria-pressed", String(marked.has(heart.dataset.favourite)));
  }
};

const apply = (facts) => {
  const { cartCount, favouriteCount, favourites, name, place } = facts.dataset;
  if (cartCount !== undefined) count("cart", cartCount);
  if (favouriteCount !== undefined) count("favourite", favouriteCount);
  if (favourites !== undefined) {
    marked.clear();
    favourites.split(" ").filter(Boolean).forEach((id) => marked.add(id));
    hearts(document);
  }
  if (name) each("[data-name]", (spot) => (spot.textContent = name));
  if (place) each("[data-place]", (spot) => (spot.textContent = place));
  for (const promise of facts.querySelectorAll("template[data-for]")) {
    each(`[data-promise="${promise.dataset.for}"]`, (spot) =>
      spot.replaceChildren(promise.content.cloneNode(true)),
    );
  }
  const banner = facts.querySelector("template[data-banner]");
  if (banner && !document.querySelector(".seen-as")) {
    document.querySelector("main").prepend(banner.content.cloneNode(true));
  }
  for (const message of facts.querySelectorAll("[data-message]")) {
    toast({ text: message.textContent.trim(), kind: message.dataset.message });
  }
};

attach("[data-facts]", apply);
attach("[data-favourite]", (heart) => {
  if (heart.getAttribute("aria-pressed") === "true") marked.add(heart.dataset.favourite);
  else if (marked.has(heart.dataset.favourite) && !heart.closest("[data-told]")) {
    heart.setAttribute("aria-pressed", "true");
  }
});

async function refresh() {
  const link = document.querySelector("[data-personal]");
  if (!link) return;
  const offer = document.querySelector("[data-promise-offer]")?.dataset.promiseOffer;
  const url = offer ? `${link.dataset.personal}?offer=${offer}` : link.dataset.personal;
  const answer = await fetch(url, { credentials: "same-origin" });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const facts = page.querySelector("[data-facts]");
  if (facts) apply(facts);
}

refresh();
// A page from the browser's own memory may be older than the cart.
window.addEventListener("pageshow", (event) => event.persisted && refresh());
document.addEventListener("htmx:historyRestore", refresh);
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.elt.querySelector?.("[data-promise-offer]")) refresh();
});
