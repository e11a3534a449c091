// [data-crop]: shows the part that the form's sliders name while they move; the picture itself can be
// dragged. What is kept is cut by the server from the same figures.
import { attach } from "./attach.js";

const RATIOS = { square: 1, upright: 0.75 };

attach("[data-crop]", (form) => {
  const frame = form.querySelector("[data-crop-frame]");
  const photo = frame.querySelector("img");
  const { zoom, x, y } = form.elements;
  const share = (input) => Number(input.value) / 100;

  const measure = () => {
    const [width, height] = [Number(photo.getAttribute("width")), Number(photo.getAttribute("height"))];
    const ratio = RATIOS[form.elements.ratio.value] ?? width / height;
    const whole = Math.min(width, height * ratio) / Number(zoom.value);
    // Pixels of the screen for one of the picture.
    const scale = frame.clientWidth / whole;
    return { width, height, ratio, kept: [whole, whole / ratio], scale };
  };
  const show = () => {
    const { width, height, ratio, kept, scale } = measure();
    frame.style.aspectRatio = String(ratio);
    photo.style.inlineSize = `${width * scale}px`;
    photo.style.left = `${-(width - kept[0]) * share(x) * scale}px`;
    photo.style.top = `${-(height - kept[1]) * share(y) * scale}px`;
  };
  const moved = (input, pixels, room) => {
    if (room > 0) {
      input.value = String(Math.min(100, Math.max(0, Number(input.value) - (pixels / room) * 100)));
    }
  };
  frame.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    frame.setPointerCapture(event.pointerId);
  });
  frame.addEventListener("pointermove", (event) => {
    if (frame.hasPointerCapture(event.pointerId)) {
      const { width, height, kept, scale } = measure();
      moved(x, event.movementX, (width - kept[0]) * scale);
      moved(y, event.movementY, (height - kept[1]) * scale);
      show();
    }
  });
  form.addEventListener("input", show);
  window.addEventListener("resize", show);
  frame.dataset.live = "";
  show();
});
