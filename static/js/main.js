// What every page has; pages with more of their own add a module in the block `scripts`.
import "./added.js";
import "./busy.js";
import "./carousel.js";
import "./countdown.js";
import "./dialog.js";
import "./menu.js";
import "./personal.js";
import "./peek.js";
import "./shared_form.js";
import "./suggest.js";
import "./swipe.js";
import "./tabs.js";
import "./toasts.js";

document.documentElement.classList.add("has-js");
