// What a person sees of a page. A page may hold fields that only a program finds, to have them filled: hidden, tiny,
// transparent, covered, outside. Those are not fields.

const faint = 0.2; // less than this of a field's ink is nothing to see
const least = 8; // px each way

/** Every input of the page as it is now, inside components too, in the order in which they stand. */
export function inputs(root: Document | ShadowRoot = document): HTMLInputElement[] {
  const found: HTMLInputElement[] = [];
  for (const e of root.querySelectorAll('*')) {
    if (e instanceof HTMLInputElement) found.push(e);
    const inside = shadow(e);
    if (inside) found.push(...inputs(inside));
  }
  return found;
}

/** Whether somebody could type here, and see that they do. */
export function open(e: HTMLInputElement) {
  if (e.disabled || e.readOnly || !e.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true })) return false;
  const { width, height } = e.getBoundingClientRect();
  return width >= least && height >= least && ink(e) >= faint && reachable(e);
}

/** How much of its ink is left by its own transparency and that of what it is in. */
function ink(e: Element) {
  let left = 1;
  for (let at: Element | null = e; at; at = parent(at)) {
    const style = getComputedStyle(at);
    left *= Number(style.opacity);
    const filter = style.filter.match(/opacity\(([\d.]+)(%?)\)/);
    if (filter) left *= Number(filter[1]) / (filter[2] ? 100 : 1);
  }
  return left;
}

function parent(e: Element): Element | null {
  const root = e.getRootNode();
  return e.assignedSlot ?? e.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
}

/** Whether a pointer would meet it where it is, or once it is scrolled to. */
function reachable(e: HTMLInputElement) {
  if (met(e)) return true;
  e.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
  return met(e);
}

/** At one of three places across its middle. */
function met(e: HTMLInputElement) {
  const box = e.getBoundingClientRect();
  const y = box.top + box.height / 2;
  return [0.5, 0.15, 0.85].some((part) => meets(e, box.left + box.width * part, y));
}

function meets(e: HTMLInputElement, x: number, y: number) {
  let hit = document.elementFromPoint(x, y);
  for (let inside = hit && shadow(hit); inside; inside = hit && shadow(hit)) {
    const deeper = inside.elementFromPoint(x, y);
    if (!deeper || deeper === hit) break;
    hit = deeper;
  }
  // A label that floats over its own field is part of it.
  return hit === e || (hit !== null && [...(e.labels ?? [])].some((l) => l.contains(hit)));
}

// What is drawn, and not HTML, has none and is not asked.
const shadow = (e: Element) => (e instanceof HTMLElement ? chrome.dom.openOrClosedShadowRoot(e) : null);
