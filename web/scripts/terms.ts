// Definitions of terms. The style sheet shows them on hover and focus; this
// adds what WCAG 1.4.13 asks besides: Escape dismisses without moving the
// pointer or the focus, and a finger's first tap opens instead of leaving.

const closed = "is-closed";
const opened = "is-open";

export function openTerms(doc: Document): void {
  doc.addEventListener("keydown", (event) => {
    if (event.key === "Escape") dismiss(doc);
    if (event.key === "n" || event.key === "p") tour(doc, event);
  });
  doc.addEventListener("pointerover", (event) => reset(doc, termOf(event.target)));
  doc.addEventListener("focusin", (event) => reset(doc, termOf(event.target)));
  doc.addEventListener("click", (event) => tap(doc, event));
  tellOfKeys(doc);
}

/** On a term, n leads to the next one and p to the one before; elsewhere the keys do nothing. */
function tour(doc: Document, event: KeyboardEvent): void {
  const here = termOf(event.target);
  if (!here || event.ctrlKey || event.metaKey || event.altKey) return;
  const terms = [...doc.querySelectorAll(".term")];
  const next = terms[terms.indexOf(here) + (event.key === "n" ? 1 : -1)];
  next?.querySelector<HTMLElement>("a")?.focus();
}

/** Tells of the keys where readers choose which terms are marked. */
function tellOfKeys(doc: Document): void {
  const marks = doc.querySelector(".term") && doc.querySelector(".marks > div");
  if (!marks) return;
  const hint = doc.createElement("p");
  hint.className = "soft";
  hint.textContent = "On a term, the keys n and p lead to the next and the previous one.";
  marks.append(hint);
}

function termOf(target: EventTarget | null): Element | null {
  return target instanceof Element ? target.closest(".term") : null;
}

/** Closes what is open, by hover, focus or tap, until the reader comes back to it. */
function dismiss(doc: Document): void {
  for (const term of doc.querySelectorAll(`.term:hover, .term:focus-within, .term.${opened}`)) {
    term.classList.remove(opened);
    term.classList.add(closed);
  }
}

/** Forgets dismissals and taps of all terms but the one the reader is at. */
function reset(doc: Document, here: Element | null): void {
  for (const term of doc.querySelectorAll(`.term.${closed}, .term.${opened}`)) {
    if (term !== here && !term.contains(doc.activeElement)) term.classList.remove(closed, opened);
  }
}

function tap(doc: Document, event: MouseEvent): void {
  const term = termOf(event.target);
  reset(doc, term);
  const finger = event instanceof PointerEvent && (event.pointerType === "touch" || event.pointerType === "pen");
  if (!term || !finger || term.classList.contains(opened)) return;
  if (event.target instanceof Element && !event.target.closest(".term > a")) return;
  event.preventDefault();
  term.classList.remove(closed);
  term.classList.add(opened);
}
