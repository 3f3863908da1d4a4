/**
 * Correcting a page by keyboard. What a key does is written on the page; without
 * script the same form is saved whole.
 */
export function openCorrect(doc: Document): void {
  reveal(doc);
  const form = doc.querySelector<HTMLFormElement>("form[data-correct]");
  if (form) new Desk(doc, form);
}

/** Shows what is said of keys, which do nothing without script. */
export function reveal(doc: Document): void {
  doc.querySelectorAll<HTMLElement>("[data-script]").forEach((e) => (e.hidden = false));
}

class Desk {
  private saving: Promise<void> = Promise.resolve();
  private leaving = false;

  constructor(
    private doc: Document,
    private form: HTMLFormElement,
  ) {
    form.addEventListener("keydown", (e) => this.key(e));
    form.addEventListener("keypress", (e) => {
      if (e.key === "Enter" && isLine(e.target)) e.preventDefault(); // a line is saved, never the form by chance
    });
    form.addEventListener("input", (e) => this.mark(e.target));
    addEventListener("beforeunload", (e) => {
      if (this.inputs().some((i) => changed(i)) && !this.leaving) e.preventDefault();
    });
    form.addEventListener("submit", () => (this.leaving = true));
  }

  private inputs(): HTMLInputElement[] {
    return [...this.form.querySelectorAll<HTMLInputElement>(".line-text")];
  }

  private mark(target: EventTarget | null): void {
    if (isLine(target)) target.closest(".leaf-line")?.classList.toggle("unsaved", changed(target));
  }

  private key(e: KeyboardEvent): void {
    const input = e.target;
    if (!isLine(input) || e.ctrlKey || e.metaKey || e.altKey) return;
    if (this.does(e, input)) e.preventDefault();
  }

  /** Does what a key stands for, and tells whether it stood for anything. */
  private does(e: KeyboardEvent, input: HTMLInputElement): boolean {
    switch (e.key) {
      case "Enter":
        if (changed(input)) this.saving = this.saving.then(() => this.save(input.name));
        return this.go(input, 1), true;
      case "ArrowDown":
        return this.go(input, 1);
      case "ArrowUp":
        return this.go(input, -1);
      case "Escape":
        input.value = was(input);
        this.mark(input);
        return true;
      case "Tab":
        return toDoubt(input, e.shiftKey ? -1 : 1);
    }
    return /^[1-9]$/.test(e.key) && this.take(input, e.key);
  }

  private go(from: HTMLInputElement, step: number): boolean {
    const all = this.inputs();
    const to = all[all.indexOf(from) + step];
    if (!to) return false;
    to.focus();
    if (!toDoubt(to, 1, 0)) to.setSelectionRange(0, 0);
    to.closest(".leaf-line")?.scrollIntoView({ block: "center" });
    return true;
  }

  /** Takes another reading of the doubtful word that is selected. */
  private take(input: HTMLInputElement, key: string): boolean {
    const selected = input.value.slice(input.selectionStart ?? 0, input.selectionEnd ?? 0);
    const doubt = doubts(input).find((d) => d.dataset.word === selected && d.classList.contains("current"));
    const reading = doubt?.querySelector<HTMLElement>(`[data-key="${key}"]`)?.lastChild?.textContent?.trim();
    if (!selected || !reading) return false;
    input.setRangeText(reading, input.selectionStart ?? 0, input.selectionEnd ?? 0, "end");
    this.mark(input);
    return true;
  }

  /** Saves one line, and shows the page as it stands then. */
  private async save(name: string): Promise<void> {
    const input = this.form.elements.namedItem(name);
    const hidden = this.form.elements.namedItem("was-" + name.slice("line-".length));
    if (!(input instanceof HTMLInputElement) || !(hidden instanceof HTMLInputElement)) return;
    const fields = new URLSearchParams({ [name]: input.value, [hidden.name]: hidden.value });
    for (const other of ["seen", "note"]) {
      const field = this.form.elements.namedItem(other);
      if (field instanceof HTMLInputElement) fields.set(other, field.value);
    }
    const answer = await fetch(this.form.action, { method: "POST", body: fields }).catch(() => null);
    if (!answer) return; // the line stays marked as not saved
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (answer.ok) this.show(page, name);
    else this.refuse(page);
  }

  /** Takes over the lines of the page that nobody is writing in. */
  private show(page: Document, saved: string): void {
    for (const fresh of page.querySelectorAll<HTMLElement>(".leaf-line")) {
      const old = this.doc.getElementById(fresh.id);
      const input = old?.querySelector<HTMLInputElement>(".line-text");
      if (!old || !input || (input.name !== saved && changed(input))) continue;
      const node = this.doc.importNode(fresh, true);
      const [start, end] = [input.selectionStart, input.selectionEnd];
      const active = input === this.doc.activeElement;
      old.replaceWith(node);
      const now = node.querySelector<HTMLInputElement>(".line-text");
      if (!active || !now) continue;
      now.focus({ preventScroll: true });
      now.setSelectionRange(start, end);
      if (start !== end) doubts(now).find((d) => find(now, d) === start)?.classList.add("current");
    }
    const [seen, now] = [this.form.elements.namedItem("seen"), page.querySelector<HTMLInputElement>('input[name="seen"]')];
    if (seen instanceof HTMLInputElement && now) seen.value = now.value;
    this.state(page.getElementById("state")?.childNodes);
  }

  private refuse(page: Document): void {
    this.state(page.querySelector("main")?.childNodes);
    this.doc.getElementById("state")?.scrollIntoView({ block: "nearest" });
  }

  private state(nodes: NodeListOf<ChildNode> | undefined): void {
    if (nodes) this.doc.getElementById("state")?.replaceChildren(...nodes);
  }
}

function isLine(target: EventTarget | null): target is HTMLInputElement {
  return target instanceof HTMLInputElement && target.classList.contains("line-text");
}

function was(input: HTMLInputElement): string {
  const hidden = input.form?.elements.namedItem("was-" + input.name.slice("line-".length));
  return hidden instanceof HTMLInputElement ? hidden.value : input.defaultValue;
}

function changed(input: HTMLInputElement): boolean {
  return input.value !== was(input);
}

function doubts(input: HTMLInputElement): HTMLElement[] {
  return [...(input.closest(".leaf-line")?.querySelectorAll<HTMLElement>(".line-doubts li") ?? [])];
}

/** Selects the next doubtful word of a line, or the one before; false after the last. */
function toDoubt(input: HTMLInputElement, step: number, from?: number): boolean {
  const all = doubts(input);
  all.forEach((d) => d.classList.remove("current"));
  const here = from ?? (step > 0 ? (input.selectionEnd ?? 0) : (input.selectionStart ?? 0));
  const spots = all
    .map((d) => ({ d, at: find(input, d) }))
    .filter((s) => s.at >= 0 && (step > 0 ? s.at >= here : s.at < here))
    .sort((a, b) => step * (a.at - b.at));
  const next = spots[0];
  if (!next) return false;
  input.setSelectionRange(next.at, next.at + (next.d.dataset.word ?? "").length);
  next.d.classList.add("current");
  return true;
}

/** Where a doubtful word stands in a line as it is written now. */
function find(input: HTMLInputElement, doubt: HTMLElement): number {
  const word = doubt.dataset.word ?? "";
  const meant = [...was(input)].slice(0, Number(doubt.dataset.at)).join("").length;
  let best = -1;
  for (let i = input.value.indexOf(word); i >= 0 && word; i = input.value.indexOf(word, i + 1)) {
    if (best < 0 || Math.abs(i - meant) < Math.abs(best - meant)) best = i;
  }
  return best;
}
