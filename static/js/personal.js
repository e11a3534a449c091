// link[rel="personal"]: fetches the one private fragment and patches the marked spots of a page that
// is the same for everybody: [data-cart-count], [data-favourite-count], [data-favourite="id"],
// [data-compared-count], [data-compared="id"], [data-name], [data-place], [data-promise], and of
// reviews [data-vote="id:yes"]; nobody is asked of their own, [data-vote-on="id"]. A shelf
// [data-popular="its address"] becomes that of the visitor's own region.
// A [data-facts] element in any answer of htmx does too; data-marked, data-product and data-is-marked
// on it tell of one heart or scale that was pressed.
import { attach } from "./attach.js";
import { toast } from "./toasts.js";

const each = (selector, fn) => document.querySelectorAll(selector).forEach(fn);
// What is marked, by the button's data attribute: hearts, scales, thumbs.
const marked = { favourite: new Set(), compared: new Set(), vote: new Set() };

const count = (name, value) => {
  each(`[data-${name}-count]`, (spot) => {
    spot.textContent = Number(value) ? value : "";
  });
};

const press = (kind, ids) => {
  marked[kind] = new Set(ids.split(" ").filter(Boolean));
  each(`button[data-${kind}]`, (button) =>
    button.setAttribute("aria-pressed", String(marked[kind].has(button.dataset[kind]))),
  );
};

const pressOne = ({ marked: kind, product, isMarked }) => {
  const isOn = isMarked === "true";
  if (isOn) marked[kind].add(product);
  else marked[kind].delete(product);
  each(`button[data-${kind}="${product}"]`, (button) => {
    button.setAttribute("aria-pressed", String(isOn));
  });
};

const showPopular = (address) =>
  each("section[data-popular]", (shelf) => {
    if (shelf.dataset.popular !== address) {
      window.htmx.ajax("GET", address, { target: shelf, swap: "outerHTML" });
    }
  });

const apply = (facts) => {
  const { cartCount, favouriteCount, favourites, comparedCount, compared, name, place, popular } =
    facts.dataset;
  if (cartCount !== undefined) count("cart", cartCount);
  if (favouriteCount !== undefined) count("favourite", favouriteCount);
  if (comparedCount !== undefined) count("compared", comparedCount);
  if (favourites !== undefined) press("favourite", favourites);
  if (compared !== undefined) press("compared", compared);
  if (facts.dataset.votes !== undefined) press("vote", facts.dataset.votes);
  if (facts.dataset.ownReview) {
    each(`[data-vote-on="${facts.dataset.ownReview}"]`, (form) => (form.hidden = true));
  }
  if (facts.dataset.marked) pressOne(facts.dataset);
  if (name) {
    each("[data-name]", (spot) => (spot.textContent = name));
    document.dispatchEvent(new CustomEvent("person"));
  }
  if (place) each("[data-place]", (spot) => (spot.textContent = place));
  if (popular) showPopular(popular);
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
for (const kind of Object.keys(marked)) {
  attach(`button[data-${kind}]`, (button) => {
    const id = button.dataset[kind];
    if (button.getAttribute("aria-pressed") === "true") marked[kind].add(id);
    else if (marked[kind].has(id) && !button.closest("[data-told]")) {
      button.setAttribute("aria-pressed", "true");
    }
  });
}

async function refresh() {
  const link = document.querySelector("[data-personal]");
  if (!link) return;
  const url = new URL(link.dataset.personal, document.baseURI);
  const offer = document.querySelector("[data-promise-offer]")?.dataset.promiseOffer;
  if (offer) url.searchParams.set("offer", offer);
  const product = document.querySelector("[data-votes-of]")?.dataset.votesOf;
  if (product) url.searchParams.set("reviews", product);
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
