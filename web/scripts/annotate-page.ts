// Pages of the site, fetched: all of one, and what of this one has changed.

export async function load(address: string): Promise<Document> {
  const answer = await fetch(address);
  return parse(await answer.text());
}

export function parse(text: string): Document {
  return new DOMParser().parseFromString(text, "text/html");
}

/** Shows the notes of a page as it is now in the page as it was fetched. */
export function refresh(doc: Document, now: Document): void {
  text(doc.querySelector("article > .text"), now.querySelector("article > .text"));
  doc.querySelector("article > .noted-list")?.remove();
  const fold = now.querySelector("article > .noted-list");
  if (fold) doc.querySelector("article > .text")?.before(fold);
  const beside = now.querySelector(".paper > .paper-side, .paper > .toc");
  doc.querySelectorAll(".paper > .paper-side, .paper > .toc").forEach((old) => old.remove());
  if (beside) doc.querySelector(".paper > article")?.after(beside);
  const regions = now.querySelector(".noted-regions");
  if (regions) doc.querySelector(".noted-regions")?.replaceChildren(...regions.childNodes);
  doc.querySelector(".noted-here")?.remove();
  const list = now.querySelector(".noted-here");
  if (list) doc.querySelector(".page-view > figure")?.before(list);
}

/** Exchanges the blocks of the text that differ. */
function text(was: Element | null, is: Element | null): void {
  if (!was || !is) return;
  const old = [...was.children].filter((block) => !block.matches(".cite-bar"));
  [...is.children].forEach((block, i) => {
    if (old[i] && old[i].outerHTML !== block.outerHTML) old[i].replaceWith(block);
  });
}
