// Notes in the text and on the scan, for readers who are signed in: what they
// select or draw is noted at once, and what is noted opens where it stands. The
// server draws the notes and makes every form; this fetches them, and shows the
// page anew where a note has changed it.

import { closeCard, isOpen, showCard } from "./annotate-card";
import { openDrawing } from "./annotate-draw";
import { load, refresh } from "./annotate-page";

const notes = `${location.pathname.split("/").slice(0, 3).join("/")}/notes`; // of the paper

const shownFor = 6000; // milliseconds that it is said what was done

/** What the bar at a selection tells: see select.ts. */
interface Passage {
  bar: HTMLElement;
  range: Range;
  link: string;
}

document.addEventListener("passage", (event) => offer((event as CustomEvent<Passage>).detail));
document.addEventListener("click", (event) => {
  const byKey = event.detail === 0; // the viewer of the scan stops all clicks, and tells of those by pointer itself
  if ((event.defaultPrevented && !byKey) || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const target = event.target instanceof Element ? event.target : null;
  if (target && open(target)) event.preventDefault();
});
document.addEventListener("choose-word", (event) => {
  if (open((event as CustomEvent<Element>).detail)) event.preventDefault(); // a region, in the viewer of the scan
});
for (const figure of document.querySelectorAll<HTMLElement>("figure.scan[data-notes]")) {
  openDrawing(figure, (region, at, end) => void write(`${figure.dataset.notes ?? ""}&region=${region}`, at, end));
}
if (location.hash.startsWith("#noted-")) {
  const sign = document.getElementById(location.hash.slice(1));
  if (sign) open(sign);
}

/** Opens the notes that an element stands for, if it stands for some on this page. */
function open(target: Element): boolean {
  const link = target.closest("a");
  const marked = target.closest<HTMLElement | SVGElement>("[data-notes]:not(figure), .note-sign");
  if (!marked || (link && link !== marked && marked.contains(link)) || isOpen(marked)) return false;
  if (marked.matches("mark") && !(document.getSelection()?.isCollapsed ?? true)) return false;
  const ids = marked.matches(".note-sign") ? [marked.id.slice("noted-".length)] : (marked.dataset.notes ?? "").split(" ");
  const sign = document.getElementById(`noted-${ids[0]}`);
  if (!sign) return false;
  if (marked.matches(".noted-list a, .noted-here a")) sign.scrollIntoView({ block: "center" });
  const at = marked.matches("mark") ? marked : sign;
  void showCard(ids.map((id) => `/annotations/${id}`), ".note-open", "Notes on the passage", () => at.getBoundingClientRect(), { back: sign, changed });
  return true;
}

/** Puts what can be noted of a selection into its bar. */
function offer(passage: Passage): void {
  const [first, last] = (new URL(passage.link).searchParams.get("at") ?? "").split("_");
  if (!first) return;
  const words = new URLSearchParams({ first, last: last ?? first });
  const at = passage.range.getBoundingClientRect();
  const [x, y] = [scrollX, scrollY];
  const place = (): DOMRect => new DOMRect(at.x + x - scrollX, at.y + y - scrollY, at.width, at.height);
  passage.bar.prepend(
    button("Note", () => {
      const lit = light(passage.range);
      passage.bar.remove();
      void write(`${notes}?${words.toString()}`, place, lit);
    }),
    button("Highlight", () => {
      passage.bar.remove();
      document.getSelection()?.removeAllRanges();
      void fetch(notes, { method: "POST", body: words }).then((answer) => {
        if (answer.ok) return changed(null);
        location.assign(`${notes}?${words.toString()}#add`); // says what is wrong
      });
    }),
  );
}

/** Keeps a passage lit while its note is written, and gives what ends that. */
function light(range: Range): () => void {
  if (!("highlights" in CSS)) return () => undefined;
  CSS.highlights.set("noting", new Highlight(range));
  return () => void CSS.highlights.delete("noting");
}

function button(label: string, act: () => void): HTMLElement {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = label;
  made.addEventListener("click", act);
  return made;
}

/** Shows the form of a new note; its page has it, too, if it cannot be shown. */
async function write(address: string, at: () => DOMRect, end: () => void): Promise<void> {
  await showCard([address], "form.note-new", "A new note", at, { changed, closed: end });
}

/** Shows the page anew after a change, and of a note that was taken out the way to have it back. */
async function changed(taken: { page: Document; action: string } | null): Promise<void> {
  const before = new Set(signs());
  closeCard(false);
  refresh(document, await load(location.pathname + location.search));
  const added = signs().find((id) => !before.has(id));
  if (added) document.getElementById(added)?.focus({ preventScroll: true });
  const back = taken?.page.querySelector<HTMLFormElement>(`form[action="${taken.action.replace(/delete$/, "restore")}"]`);
  if (back) restorable(back);
  else say(added ? "Noted." : "Saved.");
}

function signs(): string[] {
  return [...document.querySelectorAll(".note-sign, .noted-region")].map((sign) => sign.id);
}

/** Offers to restore what was deleted, until something else is done. */
function restorable(form: HTMLFormElement): void {
  const status = say("Deleted. ");
  form.querySelector("button")?.removeAttribute("aria-label");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form) as unknown as Record<string, string>) })
      .then((answer) => (answer.ok ? changed(null) : location.assign("/annotations")));
  });
  status.append(form);
  form.querySelector("button")?.focus({ preventScroll: true });
}

function say(text: string): HTMLElement {
  let status = document.querySelector<HTMLElement>(".note-status");
  if (!status) {
    status = document.createElement("div");
    status.className = "note-status";
    status.setAttribute("role", "status");
    document.body.append(status);
  }
  status.replaceChildren(text);
  window.setTimeout(() => status.textContent === text && status.replaceChildren(), shownFor);
  return status;
}
