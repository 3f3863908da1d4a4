// Where notes have no margin to stand in, the style sheet shows the one that the
// address names. This opens a note at its mark without moving the page, and lets
// the mark and Escape close it again.

const open = "is-open";

export function openNotes(doc: Document): void {
  doc.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>(".note-mark, span.note .note-back") : null;
    const note = link && noteOf(doc, link);
    if (!link || !note || inMargin(note)) return;
    event.preventDefault();
    if (note.matches(":target")) history.replaceState(null, "", location.pathname + location.search);
    note.classList.toggle(open, link.matches(".note-mark") && !note.classList.contains(open));
    if (link.matches(".note-back")) doc.getElementById(link.hash.slice(1))?.focus({ preventScroll: true });
  });
  doc.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const note of doc.querySelectorAll<HTMLElement>(`span.note.${open}`)) shut(doc, note);
  });
}

/** Closes a note; the keyboard goes back to its mark if it was in the note. */
function shut(doc: Document, note: HTMLElement): void {
  const back = note.contains(doc.activeElement) && note.querySelector<HTMLAnchorElement>(".note-back");
  note.classList.remove(open);
  if (back) doc.getElementById(back.hash.slice(1))?.focus({ preventScroll: true });
}

/** The note that a mark or a way back belongs to, if it stands at its mark. */
function noteOf(doc: Document, link: HTMLAnchorElement): HTMLElement | null {
  return link.closest<HTMLElement>("span.note") ?? doc.querySelector<HTMLElement>(`span.note[id="${link.hash.slice(1)}"]`);
}

function inMargin(note: HTMLElement): boolean {
  return getComputedStyle(note).float !== "none";
}
