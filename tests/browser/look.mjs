// What must be true of how every page looks; each function runs in the page and names what is not.

// Things that reach over the right edge of the window, outside of boxes that scroll by themselves.
export function overflowing() {
  const edge = document.documentElement.clientWidth;
  const scrolls = (box) => ["auto", "scroll"].includes(getComputedStyle(box).overflowX);
  const isInAScroller = (thing) => {
    for (let at = thing.parentElement; at && at.tagName !== "MAIN"; at = at.parentElement) {
      if (scrolls(at)) {
        return true;
      }
    }
    return false;
  };
  const out = [...document.body.querySelectorAll("*")]
    .filter((thing) => thing.getBoundingClientRect().right > edge + 1)
    .filter((thing) => thing.checkVisibility() && !thing.closest(".hidden, .skip"))
    .filter((thing) => !isInAScroller(thing))
    .map((thing) => `${thing.tagName}.${thing.className?.baseVal ?? thing.className}`);
  const main = document.querySelector("main");
  const wide = [document.documentElement, main].filter((it) => it.scrollWidth > it.clientWidth);
  return [...out, ...wide.map((it) => `${it.tagName} scrolls sideways`)];
}

// Boxes whose words are wider than they are, so that they lie over what is beside them.
export function spilling() {
  const says = (box) => [...box.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  return [...document.body.querySelectorAll("main *")]
    .filter((box) => box.checkVisibility() && !box.closest(".hidden, svg, textarea, select"))
    .filter((box) => says(box) || box.matches("td, th, span"))
    .filter((box) => getComputedStyle(box).overflowX === "visible")
    .filter((box) => box.clientWidth > 0 && box.scrollWidth > box.clientWidth + 1)
    .map((box) => `${box.tagName}.${box.className} ${box.textContent.trim().slice(0, 60)}`);
}

// The entry of the navigation that says where one is, when it is not in view.
export function lost() {
  const here = document.querySelector("nav [aria-current=page]")?.getBoundingClientRect();
  const edge = document.documentElement.clientWidth;
  return here && (here.left < 0 || here.right > edge + 1) ? [`${here.left} to ${here.right}`] : [];
}

// Controls that nobody can name: without a label, or buttons and links without words.
export function nameless() {
  const named = (thing) =>
    thing.getAttribute("aria-label") ||
    thing.getAttribute("aria-labelledby") ||
    [...(thing.labels ?? [])].some((label) => label.textContent.trim());
  const worded = (thing) => thing.textContent.trim();
  const fields = [...document.querySelectorAll("input, select, textarea")]
    .filter((field) => field.type !== "hidden" && !field.closest("[aria-hidden=true]"))
    .filter((field) => !named(field));
  const acts = [...document.querySelectorAll("button, a[href], summary")]
    .filter((act) => !named(act) && !worded(act));
  return [...fields, ...acts].map((thing) => thing.outerHTML.slice(0, 120));
}

// Ids that stand on a page twice: labels and links would lead to the first alone.
export function doubled() {
  const ids = [...document.querySelectorAll("[id]")].map((thing) => thing.id);
  return ids.filter((id, at) => ids.indexOf(id) !== at);
}

// Text that is hard to read on what lies under it: WCAG's ratio below 4.5, or below 3 for large
// letters and for signs that only repeat what is said
// (https://www.w3.org/TR/WCAG22/#contrast-minimum).
export function faint() {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const brush = canvas.getContext("2d", { willReadFrequently: true });
  const bytes = (color, under) => {
    brush.fillStyle = under;
    brush.fillRect(0, 0, 1, 1);
    brush.fillStyle = color;
    brush.fillRect(0, 0, 1, 1);
    return [...brush.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const ground = (thing) => {
    const layers = [];
    for (let at = thing; at; at = at.parentElement) {
      layers.unshift(getComputedStyle(at).backgroundColor);
    }
    return layers.reduce((under, layer) => `rgb(${bytes(layer, under)})`, "rgb(255, 255, 255)");
  };
  const light = (rgb) => {
    const [r, g, b] = rgb.map((byte) => {
      const part = byte / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (thing) => {
    const under = ground(thing);
    const two = [bytes(under, under), bytes(getComputedStyle(thing).color, under)].map(light);
    return (Math.max(...two) + 0.05) / (Math.min(...two) + 0.05);
  };
  const enough = (thing) => {
    const style = getComputedStyle(thing);
    const px = parseFloat(style.fontSize);
    const isLarge = px >= 24 || (px >= 18.66 && style.fontWeight >= 700);
    return isLarge || thing.closest("[aria-hidden=true]") ? 3 : 4.5;
  };
  const says = (thing) =>
    [...thing.childNodes].some((node) => node.nodeType === 3 && node.data.trim()) &&
    thing.checkVisibility() &&
    !thing.closest(".hidden, .skip, svg, option, datalist");
  return [...document.body.querySelectorAll("*")]
    .filter(says)
    .map((thing) => [ratio(thing), thing])
    .filter(([found, thing]) => found < enough(thing))
    .map(([found, thing]) => {
      return `${found.toFixed(2)}: ${thing.tagName}.${thing.className} ${thing.textContent.trim()}`;
    });
}
