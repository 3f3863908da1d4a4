// The text beside its scan: a word chosen on one side is shown on the other at
// once. The boxes of a page's words are taken from the page's own view, which
// the server draws, when the reader comes near the page. So do the pages after
// those that the server sends at once.

import { oneStop, takePages, walkWords } from "./leaves";
import { makeZoomable } from "./zoomable";

const here = "here";

export function openFacing(doc: Document): void {
  const leaves = [...doc.querySelectorAll<HTMLElement>(".leaf")];
  if (leaves.length === 0) return;
  const watch = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      watch.unobserve(entry.target);
      void boxes(entry.target as HTMLElement);
    }
  }, { rootMargin: "50%" });
  for (const leaf of leaves) watch.observe(leaf);
  walkWords(doc);
  oneStop(leaves);
  takePages(doc, (more) => {
    oneStop(more);
    for (const leaf of more) {
      watch.observe(leaf);
      makeZoomable(leaf);
    }
  });
  doc.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest<Element>(".leaf a[href*='word=']") : null;
    if (link && choose(doc, link)) event.preventDefault();
  });
  doc.addEventListener("choose-word", (event) => {
    if (choose(doc, (event as CustomEvent<Element>).detail)) event.preventDefault();
  });
}

const loaded = new WeakMap<HTMLElement, Promise<SVGElement | null>>();

/** The boxes of a leaf's words, laid over its scan. */
function boxes(leaf: HTMLElement): Promise<SVGElement | null> {
  let svg = loaded.get(leaf);
  if (!svg) loaded.set(leaf, (svg = fetchBoxes(leaf)));
  return svg;
}

async function fetchBoxes(leaf: HTMLElement): Promise<SVGElement | null> {
  const link = leaf.querySelector<HTMLAnchorElement>(".leaf-link");
  if (!link) return null;
  try {
    const answer = await fetch(link.href);
    if (!answer.ok) return null;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const svg = page.querySelector<SVGElement>(".sheet svg");
    if (!svg) return null;
    svg.querySelectorAll("[tabindex]").forEach((a) => a.setAttribute("tabindex", "-1"));
    link.after(svg);
    return svg;
  } catch {
    return null; // the links lead on without it
  }
}

/** Shows the word of a link on both sides, if its page is ready for that. */
function choose(doc: Document, link: Element): boolean {
  const leaf = link.closest<HTMLElement>(".leaf");
  const word = wordOf(link);
  if (!leaf || !word || !loaded.has(leaf)) return false;
  void show(doc, leaf, word, link.closest("svg") !== null);
  return true;
}

/** The id of the word that a link is about. */
function wordOf(link: Element): string | null {
  return new URLSearchParams((link.getAttribute("href") ?? "").split("#")[0].split("?")[1]).get("word");
}

async function show(doc: Document, leaf: HTMLElement, word: string, onScan: boolean): Promise<void> {
  const svg = await boxes(leaf);
  doc.querySelectorAll(".leaf .here").forEach((old) => old.classList.remove(here));
  leaf.querySelectorAll(".spots").forEach((old) => old.remove());
  const text = linksTo(leaf.querySelector(".text"), word);
  const boxed = linksTo(svg, word);
  for (const link of [...text, ...boxed]) link.classList.add(here);
  const other = onScan ? text[0] : boxed[0];
  other?.scrollIntoView({ block: "nearest" });
  const address = new URL(location.href);
  address.searchParams.set("word", word);
  address.searchParams.delete("page");
  address.hash = "";
  history.replaceState(null, "", address);
}

function linksTo(side: Element | null, word: string): Element[] {
  if (!side) return [];
  return [...side.querySelectorAll(`a[href*="word=${CSS.escape(word)}"]`)].filter((link) => wordOf(link) === word);
}
