// Each scan can be opened in a viewer that zooms. The viewer is a script of its
// own, twice as heavy as a page, and comes when it is asked for.

import type { open } from "./zoom";

const kept = "recto-zoom"; // that pages turned to are to open zoomed, for this tab

export function openZoomable(doc: Document): void {
  makeZoomable(doc.documentElement);
  showThumb(doc);
}

/** Gives each scan in a part of the document its button. */
export function makeZoomable(within: HTMLElement): void {
  for (const figure of within.querySelectorAll<HTMLElement>(".scan[data-levels]")) {
    const sheet = figure.querySelector<HTMLElement>(".sheet");
    if (!sheet || !figure.dataset.levels) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "zoom-open";
    button.textContent = "Zoom";
    button.addEventListener("click", () => void zoom(figure, sheet, button));
    sheet.append(button);
    if (figure.closest(".page-view") && sessionStorage.getItem(kept)) void zoom(figure, sheet, button);
  }
}

/** Rolls the strip of pages to the page that is open, and nothing else. */
function showThumb(doc: Document): void {
  const here = doc.querySelector<HTMLElement>(".thumbs a[aria-current]");
  for (let box = here?.parentElement; here && box && box.tagName !== "MAIN"; box = box.parentElement) {
    const from = box.getBoundingClientRect();
    const at = here.getBoundingClientRect();
    if (box.scrollHeight > box.clientHeight) box.scrollTop += at.top - from.top - (from.height - at.height) / 2;
    if (box.scrollWidth > box.clientWidth) box.scrollLeft += at.left - from.left - (from.width - at.width) / 2;
  }
}

async function zoom(figure: HTMLElement, sheet: HTMLElement, button: HTMLElement): Promise<void> {
  button.setAttribute("aria-busy", "true");
  try {
    const viewer = (await import(figure.dataset.script ?? "")) as { open: typeof open };
    sessionStorage.setItem(kept, "1");
    viewer.open(figure, sheet, () => {
      sessionStorage.removeItem(kept);
      button.focus();
    });
  } catch {
    button.remove(); // the page shows the scan without it
  } finally {
    button.removeAttribute("aria-busy");
  }
}
