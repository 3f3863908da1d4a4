// The history of a doubtful word, shown where the word stands. Without script
// its link leads to a page of its own.

export function openWords(doc: Document): void {
  let card: HTMLElement | null = null;
  let from: HTMLElement | null = null;

  const close = (refocus: boolean): void => {
    card?.remove();
    card = null;
    if (refocus) from?.focus();
    from = null;
  };

  doc.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && card) close(true);
  });
  doc.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const target = event.target instanceof Element ? event.target : null;
    if (card && target && card.contains(target)) return;
    const link = target?.closest<HTMLAnchorElement>("a.doubt, a.changed") ?? null;
    const again = link !== null && link === from;
    close(false);
    if (!link || again || !link.pathname.includes("/words/")) return;
    event.preventDefault();
    from = link;
    void history(link).then((facts) => {
      if (!facts) location.assign(link.href);
      else if (from === link) card = place(doc, link, facts);
    });
  });
}

/** What the word's own page tells of it; null if the page cannot be had. */
async function history(link: HTMLAnchorElement): Promise<Element | null> {
  try {
    const answer = await fetch(link.href);
    if (!answer.ok) return null;
    return new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".word-facts");
  } catch {
    return null;
  }
}

function place(doc: Document, link: HTMLElement, facts: Element): HTMLElement {
  const card = doc.createElement("div");
  card.className = "word-card";
  card.setAttribute("role", "group");
  card.setAttribute("aria-label", `History of “${link.textContent ?? ""}”`);
  card.tabIndex = -1;
  card.append(facts);
  doc.body.append(card);
  const word = link.getBoundingClientRect();
  const width = doc.documentElement.clientWidth;
  card.style.left = `${Math.max(16, Math.min(word.left, width - card.offsetWidth - 16)) + scrollX}px`;
  card.style.top = `${word.bottom + 6 + scrollY}px`;
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest" });
  return card;
}
