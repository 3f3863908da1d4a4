// What a reader selects can be cited: a small bar offers the citation, a lasting
// link, and the quote with its reference; in a part that is no paper, the link
// and the quote. Without script the mark at the end of each passage of a paper
// leads to its citation.

interface Cited {
  quote: string;
  place: string;
  link: string;
  cite: string;
  copy: string;
}

const apart = ".label, .gloss, .pin, .turn-mark, .note, .backs, .note-back, .note-mark:not(.apart), .cite-bar";
const blocks = "p[id], h2[id], h3[id], h4[id], h5[id], blockquote[id], span.note[id]";
const pause = 250; // milliseconds that a selection must rest

export function openSelect(doc: Document): void {
  const text = doc.querySelector<HTMLElement>("article > .text");
  if (!text) return;
  let bar: HTMLElement | null = null;
  let timer = 0;
  let asked = "";
  const close = (): void => {
    bar?.remove();
    bar = null;
    asked = "";
  };
  doc.addEventListener("selectionchange", () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      if (bar?.contains(doc.activeElement)) return;
      const range = selected(doc, text);
      const question = range && words(range);
      if (question === asked) return;
      close();
      if (!range || !question) return;
      asked = question;
      void ask(question).then((passage) => {
        if (passage && asked === question) bar = offer(doc, text, range, passage);
      });
    }, pause);
  });
  doc.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
}

/** What is selected of the text, if it is more than nothing. */
function selected(doc: Document, text: HTMLElement): Range | null {
  const selection = doc.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  return text.contains(range.startContainer) && text.contains(range.endContainer) && range.toString().trim() !== "" ? range : null;
}

/** The first and the last selected word, as the server counts them. */
function words(range: Range): string | null {
  const from = blockOf(range.startContainer);
  const to = blockOf(range.endContainer);
  if (!from || !to) return null;
  const before = shown(from, range.startContainer, range.startOffset);
  const until = shown(to, range.endContainer, range.endOffset);
  const started = before !== "" && !/\s$/.test(before) && !/^\s/.test(range.toString()); // within a word
  const first = count(before) - (started ? 1 : 0);
  const last = count(until) - 1;
  if (last < 0) return null;
  return `from=${from.id}.${first}&to=${to.id}.${last}`;
}

function blockOf(node: Node): HTMLElement | null {
  const element = node instanceof Element ? node : node.parentElement;
  return element?.closest<HTMLElement>(blocks) ?? null;
}

/** The words of a block before a place in it, without what is not of its text. */
function shown(block: HTMLElement, node: Node, offset: number): string {
  const range = document.createRange();
  range.setStart(block, 0);
  range.setEnd(node, offset);
  const piece = document.createElement("div");
  piece.append(range.cloneContents());
  piece.querySelectorAll(apart).forEach((e) => e.remove());
  piece.querySelectorAll(".note-mark.apart").forEach((e) => e.replaceWith(` ${e.textContent ?? ""}`));
  return (piece.textContent ?? "").replace(/^\s+/, "");
}

function count(text: string): number {
  return text.split(/\s+/).filter((word) => word !== "").length;
}

async function ask(question: string): Promise<Cited | null> {
  try {
    const answer = await fetch(`${location.pathname}/passage?${question}`);
    return answer.ok ? ((await answer.json()) as Cited) : null;
  } catch {
    return null;
  }
}

function offer(doc: Document, text: HTMLElement, range: Range, passage: Cited): HTMLElement {
  const bar = doc.createElement("div");
  bar.className = "cite-bar";
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", "The selected passage");
  const place = doc.createElement("span");
  place.setAttribute("role", "status");
  place.textContent = passage.place;
  if (passage.cite) {
    const cite = doc.createElement("a");
    cite.href = passage.cite;
    cite.textContent = "Cite";
    bar.append(cite);
  }
  bar.append(copier(doc, "Copy link", passage.link, place), copier(doc, "Copy quote", passage.copy, place), place);
  (blockOf(range.endContainer)?.closest(".text > *") ?? text.lastElementChild)?.after(bar);
  doc.dispatchEvent(new CustomEvent("passage", { detail: { bar, range, link: passage.link } })); // more can be done with it by those who are signed in
  const at = range.getBoundingClientRect();
  const frame = text.getBoundingClientRect();
  bar.style.left = `${Math.max(0, Math.min(at.left - frame.left, frame.width - bar.offsetWidth))}px`;
  bar.style.top = `${at.bottom - frame.top + 6}px`;
  return bar;
}

function copier(doc: Document, label: string, what: string, status: HTMLElement): HTMLElement {
  const button = doc.createElement("button");
  button.type = "button";
  button.textContent = label;
  button.addEventListener("click", () => {
    navigator.clipboard.writeText(what).then(
      () => (status.textContent = "Copied"),
      () => (status.textContent = "The browser does not let it be copied; “Cite” shows it"),
    );
  });
  return button;
}
