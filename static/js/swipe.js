// .tile with a second picture: a swipe shows it, one the other way the first again; where a pointer
// can hover, CSS does it. The state is data-turned.
const LEAST_PX = 30;
let start = null;

document.addEventListener(
  "touchstart",
  ({ target, touches }) => {
    const tile = target.closest?.(".tile:has(.tile-second)");
    const [{ clientX, clientY }] = touches;
    start = tile && touches.length === 1 ? { tile, clientX, clientY } : null;
  },
  { passive: true },
);

document.addEventListener(
  "touchend",
  ({ changedTouches }) => {
    if (!start) {
      return;
    }
    const [end] = changedTouches;
    const across = end.clientX - start.clientX;
    const along = end.clientY - start.clientY;
    if (Math.abs(across) >= LEAST_PX && Math.abs(across) > 2 * Math.abs(along)) {
      start.tile.toggleAttribute("data-turned", across < 0);
    }
    start = null;
  },
  { passive: true },
);
