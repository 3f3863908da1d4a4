// A viewer for one scan: it takes the finest copy that is of use, lays the boxes
// of the words over it, and can be worked by pointer, finger and keyboard.

import OpenSeadragon from "openseadragon";

interface Level {
  url: string;
  width: number;
  height: number;
}

let shut: (() => void) | null = null; // the viewer that is open

/** Opens a figure's scan in place of its picture; closed is called when it is left. */
export function open(figure: HTMLElement, sheet: HTMLElement, closed: () => void): void {
  shut?.();
  refuseStyle();
  const levels = JSON.parse(figure.dataset.levels ?? "[]") as Level[];
  const [x, y, width, height] = (figure.dataset.view ?? "").split(" ").map(Number);
  const place = document.createElement("div");
  const stage = document.createElement("div"); // below the buttons, which cover nothing of the scan
  place.className = "zoom";
  stage.className = "zoom-stage";
  place.append(stage);
  sheet.append(place);
  sheet.classList.add("is-zoomed");
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const viewer = OpenSeadragon({
    element: stage,
    drawer: "canvas",
    showNavigationControl: false,
    showNavigator: sheet.clientWidth > 480, // on a small one it would cover what is looked at
    navigatorPosition: "BOTTOM_RIGHT",
    navigatorSizeRatio: 0.16,
    tileSources: { type: "legacy-image-pyramid", levels } as unknown as OpenSeadragon.TileSourceOptions,
    animationTime: still ? 0 : 0.5,
    maxZoomPixelRatio: 3,
    visibilityRatio: 0.6,
    clickTimeThreshold: Infinity, // a slow press follows a word, too
    gestureSettingsMouse: { clickToZoom: false, dblClickToZoom: true },
    gestureSettingsTouch: { clickToZoom: false, dblClickToZoom: true },
  });
  const boxes = sheet.querySelector<SVGElement>("svg:not(.spots)");
  const home = boxes?.nextSibling ?? null;
  const region = (): OpenSeadragon.Rect => viewer.viewport.imageToViewportRectangle(x, y, width, height);
  const fit = (): void => void viewer.viewport.fitBounds(region(), still);
  viewer.addOnceHandler("open", () => {
    viewer.viewport.fitBounds(region(), true);
    if (boxes) viewer.addOverlay({ element: boxes as unknown as HTMLElement, location: region() });
  });
  viewer.addHandler("canvas-click", (event) => {
    if (event.quick && event.originalEvent instanceof MouseEvent) follow(event.originalEvent);
  });

  shut = () => {
    shut = null;
    if (boxes) {
      viewer.removeOverlay(boxes as unknown as HTMLElement);
      boxes.removeAttribute("style");
      sheet.insertBefore(boxes, home?.parentNode === sheet ? home : null);
    }
    viewer.destroy();
    place.remove();
    sheet.classList.remove("is-zoomed");
    closed();
  };
  place.prepend(bar([
    ["+", "Zoom in", () => viewer.viewport.zoomBy(1.5).applyConstraints()],
    ["−", "Zoom out", () => viewer.viewport.zoomBy(1 / 1.5).applyConstraints()],
    ["Fit", "Fit the page", fit],
    ["Close", "Close the viewer", () => shut?.()],
  ]));
  place.addEventListener("keydown", (event) => {
    if (event.key === "Escape") shut?.();
    if (event.key === "PageDown" || event.key === "PageUp") turn(event);
  });
  viewer.canvas.setAttribute("role", "application");
  viewer.canvas.setAttribute("aria-label", "The scan: arrows move it, plus and minus zoom, 0 shows all, Page Up and Page Down turn the page, Escape closes");
  viewer.canvas.focus({ preventScroll: true });
}

/** Keeps the library from adding a style of its own, which the site's policy refuses: it adds it once, and finds it here. */
function refuseStyle(): void {
  const mark = "data-openseadragon-mobile-css";
  if (document.querySelector(`style[${mark}]`)) return;
  const stand = document.createElementNS("", "style"); // by name alone
  stand.setAttribute(mark, "");
  document.head.append(stand);
}

function bar(buttons: [string, string, () => void][]): HTMLElement {
  const all = document.createElement("div");
  all.className = "zoom-bar";
  all.setAttribute("role", "toolbar");
  all.setAttribute("aria-label", "The scan");
  for (const [text, label, act] of buttons) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = text;
    if (text !== label) button.setAttribute("aria-label", label);
    button.addEventListener("click", act);
    all.append(button);
  }
  return all;
}

/** Follows the word under the pointer, as its link would without the viewer, which catches clicks: beside the text, the text shows it. */
function follow(at: MouseEvent): void {
  const link = document.elementsFromPoint(at.clientX, at.clientY).map((e) => e.closest("svg a")).find((a) => a);
  const address = link?.getAttribute("href");
  if (!link || !address) return;
  if (document.dispatchEvent(new CustomEvent("choose-word", { cancelable: true, detail: link }))) location.assign(address);
}

/** Turns to the next or the previous page, where there are links to it. */
function turn(event: KeyboardEvent): void {
  const link = document.querySelector<HTMLAnchorElement>(`.turn:not(.leaves) a[rel="${event.key === "PageDown" ? "next" : "prev"}"]`);
  if (!link) return;
  event.preventDefault();
  link.click();
}
