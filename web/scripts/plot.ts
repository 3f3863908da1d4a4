// What plots and tables of figures gain where script is on: a point tells its
// figure and its first passages, a graph lights up the neighbours of a point,
// and tables are sorted and filtered. The links lead to the passages without it.

const few = 3; // passages that a tip shows
const pause = 150; // milliseconds that the pointer rests before a tip comes, and may be away before it goes
const known = new Map<string, Promise<string[]>>(); // passages, by the address that they are read from

openTips(document);
openGraphs(document);
openTables(document);

/** A tip stays while pointer or focus is on its point or on itself, and Escape closes it (WCAG 1.4.13). */
function openTips(doc: Document): void {
  const tip = doc.createElement("div");
  tip.id = "plot-tip";
  tip.className = "plot-tip";
  tip.setAttribute("role", "tooltip");
  tip.hidden = true;
  let point: Element | null = null;
  let timer = 0;

  const close = (): void => {
    clearTimeout(timer);
    point?.removeAttribute("aria-describedby");
    point = null;
    tip.hidden = true;
  };
  const open = (link: Element): void => {
    clearTimeout(timer);
    if (link === point) return;
    close();
    point = link;
    tip.textContent = link.getAttribute("data-figure");
    doc.body.append(tip);
    tip.hidden = false;
    link.setAttribute("aria-describedby", tip.id);
    place(tip, link);
    void passages(link).then((found) => {
      if (point !== link || found.length === 0) return;
      tip.append(...found.map((text) => paragraph(doc, text)));
      place(tip, link);
    });
  };
  const later = (then: () => void): void => {
    clearTimeout(timer);
    timer = window.setTimeout(then, pause);
  };

  doc.addEventListener("pointerover", (event) => {
    const target = event.target as Element;
    const link = target.closest("a[data-figure]");
    if (link) later(() => open(link));
    else if (tip.contains(target)) clearTimeout(timer);
    else if (point && point !== doc.activeElement) later(close);
  });
  doc.addEventListener("focusin", (event) => {
    const link = (event.target as Element).closest("a[data-figure]");
    if (link) open(link);
    else close();
  });
  doc.addEventListener("focusout", close);
  doc.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
}

/** The first passages behind a point; none if they cannot be had. */
function passages(link: Element): Promise<string[]> {
  const address = new URL(link.getAttribute("data-passages") || (link.getAttribute("href") ?? ""), location.href);
  address.searchParams.set("as", "passages");
  let found = known.get(address.href);
  if (!found) known.set(address.href, (found = read(address)));
  return found;
}

async function read(address: URL): Promise<string[]> {
  try {
    const answer = await fetch(address);
    if (!answer.ok) return [];
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return [...page.querySelectorAll(".hits > li")].slice(0, few).map((hit) => hit.querySelector("p")?.textContent ?? "");
  } catch {
    return []; // the link leads to them
  }
}

function paragraph(doc: Document, text: string): HTMLElement {
  const p = doc.createElement("p");
  p.textContent = text;
  return p;
}

/** Sets the tip under its point, or over it where there is no room, without a gap that a pointer could fall through. */
function place(tip: HTMLElement, link: Element): void {
  const at = link.getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
  const under = at.bottom + tip.offsetHeight <= clientHeight || at.top < tip.offsetHeight;
  tip.style.left = `${Math.max(8, Math.min(at.left, clientWidth - tip.offsetWidth - 8)) + scrollX}px`;
  tip.style.top = `${(under ? at.bottom : at.top - tip.offsetHeight) + scrollY}px`;
}

/** The point of a graph that has pointer or focus is lit with its lines and their other ends. */
function openGraphs(doc: Document): void {
  for (const graph of doc.querySelectorAll("svg.net")) {
    const points = [...graph.querySelectorAll("a")];
    const lines = [...graph.querySelectorAll<SVGElement>("[data-ends]")];
    const light = (event: Event): void => {
      const at = points.indexOf((event.target as Element).closest("a") as SVGAElement);
      graph.classList.toggle("lit", at >= 0);
      const near = new Set([at]);
      for (const line of lines) {
        const ends = (line.dataset.ends ?? "").split(" ").map(Number);
        const on = ends.includes(at);
        line.classList.toggle("on", on);
        if (on) for (const end of ends) near.add(end);
      }
      points.forEach((point, i) => point.classList.toggle("on", near.has(i)));
    };
    for (const type of ["pointerover", "pointerleave", "focusin"]) graph.addEventListener(type, light);
    graph.addEventListener("focusout", () => {
      graph.classList.remove("lit");
    });
  }
}

function openTables(doc: Document): void {
  for (const table of doc.querySelectorAll<HTMLTableElement>("table[data-sortable]")) {
    const heads = [...(table.tHead?.rows[0]?.cells ?? [])];
    for (const head of heads) if (head.textContent?.trim()) head.append(sorter(doc, table, heads, head));
  }
  const slot = doc.querySelector<HTMLElement>("[data-filter]");
  const table = doc.querySelector<HTMLTableElement>(".matrix");
  if (slot && table) slot.append(...filter(doc, table, slot.dataset.filter ?? ""));
}

/** A button that sorts the rows by a column: figures from the greatest, names from A, and back. */
function sorter(doc: Document, table: HTMLTableElement, heads: HTMLTableCellElement[], head: HTMLTableCellElement): HTMLElement {
  const button = doc.createElement("button");
  button.type = "button";
  button.className = "sort";
  button.setAttribute("aria-label", "Sort by " + (head.textContent ?? "").trim());
  button.addEventListener("click", () => {
    const body = table.tBodies[0];
    const text = (row: HTMLTableRowElement): string => row.cells[head.cellIndex]?.textContent?.trim() ?? "";
    const figure = (row: HTMLTableRowElement): number => Number(text(row).replaceAll(",", ""));
    const rows = [...(body?.rows ?? [])];
    const figures = rows.every((row) => !Number.isNaN(figure(row)));
    const now = head.getAttribute("aria-sort");
    const up = now ? now === "descending" : !figures;
    rows.sort((a, b) => (up ? 1 : -1) * (figures ? figure(a) - figure(b) : text(a).localeCompare(text(b))));
    body?.append(...rows);
    for (const other of heads) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
  });
  return button;
}

/** A field that leaves the rows whose names have what is typed, and says how many. */
function filter(doc: Document, table: HTMLTableElement, name: string): Node[] {
  const label = doc.createElement("label");
  const field = doc.createElement("input");
  const count = doc.createElement("span");
  field.type = "text";
  count.setAttribute("role", "status");
  field.addEventListener("input", () => {
    const rows = [...(table.tBodies[0]?.rows ?? [])];
    const typed = field.value.trim().toLowerCase();
    for (const row of rows) row.hidden = !row.cells[0]?.textContent?.toLowerCase().includes(typed);
    count.textContent = `${rows.filter((row) => !row.hidden).length} of ${rows.length}`;
  });
  label.append(name + " ", field);
  return [label, count];
}
