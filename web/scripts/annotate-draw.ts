// A rectangle is drawn on a scan, with the scan as the page shows it or in its
// viewer: by dragging, by choosing two corners, or by keys.

const label = "Note on the scan";
const step = 8; // CSS pixels that a key moves

/** Adds to a scan the way to draw on it. Done gets the region in hundredths of the scan, as the form has it, its place, and what ends the drawing. */
export function openDrawing(figure: HTMLElement, done: (region: string, at: () => DOMRect, end: () => void) => void): void {
  const sheet = figure.querySelector<HTMLElement>(".sheet");
  if (!sheet) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "mark-open";
  button.textContent = label;
  let leave: (() => void) | null = null;
  button.addEventListener("click", () => {
    if (leave) return leave();
    button.textContent = "Leave it";
    leave = draw(figure, sheet, button, done, () => {
      button.textContent = label;
      leave = null;
    });
  });
  sheet.append(button);
}

/** Lays a sheet over the scan to draw on, and gives what takes it away. */
function draw(figure: HTMLElement, sheet: HTMLElement, button: HTMLElement, done: (region: string, at: () => DOMRect, end: () => void) => void, ended: () => void): () => void {
  const layer = document.createElement("div");
  layer.className = "mark-layer";
  layer.tabIndex = 0;
  layer.setAttribute("role", "application");
  layer.setAttribute("aria-label", "Drag a rectangle over the scan, or choose two corners of it. Arrows move the one that is shown, Shift and arrows change its size, Enter takes it, Escape leaves");
  const box = document.createElement("div");
  box.className = "mark-box";
  layer.append(box);
  sheet.append(layer);
  const end = (): void => {
    if (!layer.isConnected) return;
    layer.remove();
    ended();
    button.focus({ preventScroll: true });
  };
  const take = (): void => {
    const region = regionOf(figure, sheet, box.getBoundingClientRect());
    if (region) done(region, () => box.getBoundingClientRect(), end);
  };
  set(box, middle(layer, sheet));
  byPointer(layer, box, take);
  byKeys(layer, box, take, end);
  layer.focus({ preventScroll: true });
  return end;
}

/** A rectangle in the middle of what is seen of the layer, from its corner. */
function middle(layer: HTMLElement, sheet: HTMLElement): DOMRect {
  const on = sheet.getBoundingClientRect();
  const top = Math.max(0, -on.top);
  const bottom = Math.min(on.height, innerHeight - on.top);
  const height = Math.min(80, on.height / 4);
  return new DOMRect(layer.clientWidth * 0.3, Math.max(0, (top + bottom - height) / 2), layer.clientWidth * 0.4, height);
}

function set(box: HTMLElement, at: DOMRect): void {
  box.style.left = `${at.x}px`;
  box.style.top = `${at.y}px`;
  box.style.width = `${at.width}px`;
  box.style.height = `${at.height}px`;
}

function byPointer(layer: HTMLElement, box: HTMLElement, take: () => void): void {
  let from: DOMPoint | null = null;
  let chosen = false; // the first corner, by a click
  const at = (event: PointerEvent): DOMPoint => {
    const on = layer.getBoundingClientRect();
    return new DOMPoint(Math.max(0, Math.min(event.clientX - on.left, on.width)), Math.max(0, Math.min(event.clientY - on.top, on.height)));
  };
  const stretch = (to: DOMPoint): void => {
    if (from) set(box, new DOMRect(Math.min(from.x, to.x), Math.min(from.y, to.y), Math.abs(from.x - to.x), Math.abs(from.y - to.y)));
  };
  layer.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    layer.setPointerCapture(event.pointerId);
    if (!chosen) from = at(event);
    stretch(at(event));
  });
  layer.addEventListener("pointermove", (event) => stretch(at(event)));
  layer.addEventListener("pointerup", (event) => {
    stretch(at(event));
    if (box.offsetWidth < step || box.offsetHeight < step) {
      chosen = from !== null;
      return;
    }
    from = null;
    chosen = false;
    take();
  });
}

function byKeys(layer: HTMLElement, box: HTMLElement, take: () => void, end: () => void): void {
  const moves: Record<string, [number, number]> = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
  layer.addEventListener("keydown", (event) => {
    const move = moves[event.key];
    if (!move && event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Enter") return take();
    if (event.key === "Escape") return end();
    const [x, y, w, h] = [box.offsetLeft, box.offsetTop, box.offsetWidth, box.offsetHeight];
    const most = (value: number, least: number, limit: number): number => Math.max(least, Math.min(value, limit));
    if (event.shiftKey) set(box, new DOMRect(x, y, most(w + move[0], step, layer.clientWidth - x), most(h + move[1], step, layer.clientHeight - y)));
    else set(box, new DOMRect(most(x + move[0], 0, layer.clientWidth - w), most(y + move[1], 0, layer.clientHeight - h), w, h));
  });
}

/** The part of the scan under a rectangle of the window, as the form of a note has it. */
function regionOf(figure: HTMLElement, sheet: HTMLElement, at: DOMRect): string | null {
  const words = sheet.querySelector<SVGSVGElement>("svg:not(.spots)");
  const [width, height] = (figure.dataset.size ?? "").split(" ").map(Number);
  if (!words || !width || !height) return null;
  const on = words.getBoundingClientRect();
  const view = words.viewBox.baseVal;
  const x = (across: number): number => ((view.x + ((across - on.left) / on.width) * view.width) / width) * 100;
  const y = (down: number): number => ((view.y + ((down - on.top) / on.height) * view.height) / height) * 100;
  return [x(at.left), y(at.top), x(at.right) - x(at.left), y(at.bottom) - y(at.top)].map((n) => n.toFixed(3)).join(",");
}
