// A card at a place of the page, with parts of other pages of the site in it. Its
// forms are sent without leaving the page; what comes back, if they are not
// taken, is shown in their place.

import { load, parse } from "./annotate-page";

interface Options {
  back?: HTMLElement; // has the focus again when the card is closed
  changed: (taken: { page: Document; action: string } | null) => Promise<void>; // a form was taken; of a deletion, with what came back
  closed?: () => void;
}

let card: HTMLElement | null = null;
let shown = ""; // the addresses of what the card holds
let options: Options | null = null;

/** Closes the card, if one is open. */
export function closeCard(refocus: boolean): void {
  const was = options;
  card?.remove();
  card = options = null;
  shown = "";
  was?.closed?.();
  if (refocus && was?.back?.isConnected) was.back.focus({ preventScroll: true });
}

/** Whether an element is in the card. */
export function isOpen(element: Element): boolean {
  return card?.contains(element) ?? false;
}

/** Shows a part of some pages at a place. Asked for what is open, it closes that. */
export async function showCard(addresses: string[], part: string, label: string, at: () => DOMRect, how: Options): Promise<void> {
  const again = shown === addresses.join(" ");
  closeCard(again);
  if (again) return;
  shown = addresses.join(" ");
  options = how;
  const parts = (await Promise.all(addresses.map(load))).map((page) => page.querySelector<HTMLElement>(part)).filter((found) => found !== null);
  if (shown !== addresses.join(" ")) return;
  if (parts.length === 0) return location.assign(addresses[0]);
  card = document.createElement("div");
  card.className = "note-card";
  card.setAttribute("role", "dialog");
  card.setAttribute("aria-label", label);
  card.tabIndex = -1;
  card.append(closer(), ...parts.map(settle));
  card.addEventListener("submit", (event) => {
    event.preventDefault();
    void send(event.target as HTMLFormElement);
  });
  document.body.append(card);
  place(card, at());
  (card.querySelector<HTMLElement>("form.note-new textarea:not([name=quote])") ?? card).focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && card) closeCard(true);
});
document.addEventListener("pointerdown", (event) => {
  if (!card || (event.target instanceof Element && event.target.closest(".note-card, [data-notes], .note-sign, .mark-layer, .mark-open"))) return;
  if (![...card.querySelectorAll("textarea")].some((field) => field.value !== field.defaultValue)) closeCard(false); // nothing that is written is lost
});

/** Makes a part of a page fit a card: what can be changed is folded, unless it was refused. */
function settle(part: HTMLElement): HTMLElement {
  if (!part.querySelector(".notice[role=alert]")) part.querySelector("details.note-edit")?.removeAttribute("open");
  return part;
}

function closer(): HTMLElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "second note-close";
  button.textContent = "Close";
  button.addEventListener("click", () => closeCard(true));
  return button;
}

function place(card: HTMLElement, at: DOMRect): void {
  const width = document.documentElement.clientWidth;
  card.style.left = `${Math.max(16, Math.min(at.left, width - card.offsetWidth - 16)) + scrollX}px`;
  card.style.top = `${at.bottom + 8 + scrollY}px`;
}

async function send(form: HTMLFormElement): Promise<void> {
  const fields = new URLSearchParams();
  new FormData(form).forEach((value, name) => fields.append(name, value as string));
  try {
    const answer = await fetch(form.action, { method: "POST", body: fields });
    const page = parse(await answer.text());
    const again = page.querySelector<HTMLElement>(form.matches(".note-new") ? "form.note-new" : ".note-open");
    if (answer.ok) return void (await options?.changed(form.action.endsWith("/delete") ? { page, action: new URL(form.action).pathname } : null));
    if (!again) throw new Error(answer.statusText);
    const notice = page.querySelector(".notice[role=alert]");
    if (notice && !again.contains(notice)) again.prepend(notice);
    (form.closest(".note-open") ?? form).replaceWith(settle(again));
    card?.focus({ preventScroll: true });
  } catch {
    form.submit(); // the page itself says what is wrong
  }
}
