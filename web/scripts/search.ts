/** A slash typed outside a field leads to the search field, as readers of indexes expect. */
export function focusSearch(doc: Document): void {
  doc.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const field = doc.querySelector<HTMLInputElement>('input[type="search"]');
    if (!field) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

interface Suggestion {
  Kind: string;
  Text: string;
  Query: string;
}

const pause = 150; // milliseconds without a key before the library is asked

/** While a query is typed, the browser's own list offers concepts, authors, titles and words of the library. */
export function suggest(doc: Document): void {
  const field = doc.querySelector<HTMLInputElement>('input[type="search"]');
  if (!field) return;
  const list = doc.createElement("datalist");
  list.id = "suggestions";
  field.after(list);
  field.setAttribute("list", list.id);
  let timer = 0;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void fill(list, field.value), pause);
  });
}

async function fill(list: HTMLDataListElement, typed: string): Promise<void> {
  if (typed.trim().length < 2) return;
  try {
    const answer = await fetch("/suggest?q=" + encodeURIComponent(typed));
    if (!answer.ok) return;
    const found = (await answer.json()) as Suggestion[];
    list.replaceChildren(...found.map(option));
  } catch {
    // Suggestions are an extra: without an answer the field works as before.
  }
}

function option(s: Suggestion): HTMLOptionElement {
  const o = document.createElement("option");
  o.value = s.Query;
  o.label = s.Kind === "word" ? s.Text : `${s.Text} (${s.Kind})`;
  return o;
}
