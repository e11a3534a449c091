// [data-price-range]: two thumbs that move the two price fields, and follow them. The scale is
// logarithmic, as prices are: a step is the same part of a cheap price and of a dear one. A thumb at its
// end empties its field, so that an address carries only what was chosen.
import { attach } from "./attach.js";

const STEPS = 100;
const SPACES = /\s+/g;
const THOUSANDS = /\B(?=(\d{3})+$)/g;

const plain = (text) => Number(text.replace(SPACES, "").replace(",", "."));
const grouped = (price) => String(price).replace(THOUSANDS, "\u202f");
// To two figures: nobody looks for goods up to 128 734.
const round = (price) => Number(price.toPrecision(2));

attach("[data-price-range]", (facet) => {
  const [low, high] = ["[data-low]", "[data-high]"].map((each) => facet.querySelector(each));
  if (!low) {
    return;
  }
  const [from, to] = ["price_from", "price_to"].map((name) => facet.querySelector(`[name=${name}]`));
  const bar = facet.querySelector(".meter-value");
  // One more than the price: free things have no logarithm.
  const [least, most] = [facet.dataset.least, facet.dataset.most].map((sum) => Math.log(Number(sum) + 1));

  const priceAt = (step) => round(Math.exp(least + ((most - least) * step) / STEPS) - 1);
  const stepOf = (text, otherwise) => {
    const price = plain(text);
    if (!text.trim() || Number.isNaN(price)) {
      return otherwise;
    }
    const step = ((Math.log(price + 1) - least) / (most - least)) * STEPS;
    return Math.min(Math.max(Math.round(step), 0), STEPS);
  };
  const draw = () => {
    const [start, end] = [Number(low.value), Number(high.value)];
    bar.setAttribute("x", `${start}%`);
    bar.setAttribute("width", `${end - start}%`);
    low.setAttribute("aria-valuetext", from.value || from.placeholder);
    high.setAttribute("aria-valuetext", to.value || to.placeholder);
  };
  const follow = () => {
    low.value = stepOf(from.value, 0);
    high.value = Math.max(stepOf(to.value, STEPS), Number(low.value));
    draw();
  };

  low.addEventListener("input", () => {
    low.value = Math.min(Number(low.value), Number(high.value) - 1);
    from.value = Number(low.value) ? grouped(priceAt(Number(low.value))) : "";
    draw();
  });
  high.addEventListener("input", () => {
    high.value = Math.max(Number(high.value), Number(low.value) + 1);
    to.value = Number(high.value) < STEPS ? grouped(priceAt(Number(high.value))) : "";
    draw();
  });
  from.addEventListener("input", follow);
  to.addEventListener("input", follow);
  follow();
});
