// The pages of a paper beside their scans. The server sends some of them at
// once; the next ones come as the reader draws near. A page's words are one stop
// for the keyboard, and arrows go from word to word: each of them is a link.

/** Takes in the pages after those that are there, whenever their end is near. */
export function takePages(doc: Document, came: (leaves: HTMLElement[]) => void): void {
  goToNamed(doc);
  const watch = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      watch.unobserve(entry.target);
      void next(entry.target as HTMLElement).then((leaves) => {
        came(leaves);
        const more = end(doc);
        if (leaves.length > 0 && more) watch.observe(more);
      });
    }
  }, { rootMargin: "0px 0px 150%" });
  const more = end(doc);
  if (more) watch.observe(more);
}

/** The links at the end of the pages that are there. */
function end(doc: Document): HTMLElement | null {
  return doc.querySelector<HTMLElement>(".leaves.more");
}

/** An address that names a page which is not there by its anchor alone leads to the pages that have it. */
function goToNamed(doc: Document): void {
  const key = named();
  const address = new URL(location.href);
  if (!key || !end(doc) || doc.getElementById("page-" + key) || address.searchParams.has("page")) return;
  address.searchParams.set("page", key);
  location.replace(address);
}

function named(): string | null {
  try {
    return /^#page-(.+)/.exec(decodeURIComponent(location.hash))?.[1] ?? null;
  } catch {
    return null; // somebody wrote it by hand
  }
}

/** Puts the next pages in before the links that lead to them, which stay where that fails. */
async function next(links: HTMLElement): Promise<HTMLElement[]> {
  const link = links.querySelector<HTMLAnchorElement>("a[rel=next]");
  if (!link) return [];
  try {
    const answer = await fetch(link.href);
    if (!answer.ok) return [];
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const leaves = [...page.querySelectorAll<HTMLElement>(".leaf")];
    stayAtEnd(links, () => {
      links.before(...leaves);
      renew(links, link, end(page));
    });
    return leaves;
  } catch {
    return [];
  }
}

/** The links lead on from the last of the pages now; the ones above, to pages that have come, stay on the page. */
function renew(links: HTMLElement, followed: HTMLAnchorElement, from: HTMLElement | null): void {
  for (const other of document.querySelectorAll<HTMLAnchorElement>(".leaves a[rel=next]")) {
    if (other.href === followed.href) other.setAttribute("href", followed.hash);
  }
  const link = from?.querySelector("a[rel=next]");
  if (link) followed.replaceWith(link);
  else links.remove();
}

/** Who has gone past the pages, to cite them, stays there as more of them come. */
function stayAtEnd(links: HTMLElement, change: () => void): void {
  const after = links.nextElementSibling;
  const was = after?.getBoundingClientRect().top ?? Infinity;
  change();
  if (after && was < innerHeight) scrollBy({ top: after.getBoundingClientRect().top - was, behavior: "instant" });
}

const words = ".text a[href*='word=']";

/** Makes the words of each page one stop for Tab. */
export function oneStop(leaves: HTMLElement[]): void {
  for (const leaf of leaves) {
    const all = [...leaf.querySelectorAll<HTMLElement>(words)];
    const first = all.find((word) => word.id === "here") ?? all[0];
    for (const word of all) if (word !== first) word.tabIndex = -1;
    leaf.addEventListener("focusin", (event) => {
      const word = event.target instanceof Element ? event.target.closest<HTMLElement>(words) : null;
      if (!word || word.tabIndex === 0) return;
      leaf.querySelectorAll<HTMLElement>(`${words}:not([tabindex="-1"])`).forEach((old) => (old.tabIndex = -1));
      word.tabIndex = 0;
    });
  }
}

/** Lets the arrows go from word to word, over the ends of pages, too. */
export function walkWords(doc: Document): void {
  doc.addEventListener("keydown", (event) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    const word = doc.activeElement?.closest<HTMLElement>(`.leaf ${words}`);
    if (!step || !word || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const all = [...doc.querySelectorAll<HTMLElement>(`.leaf ${words}`)];
    all[all.indexOf(word) + step]?.focus();
  });
}
