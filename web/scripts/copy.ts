// A button beside each citation copies it. Without script a click on a citation
// selects the whole of it.

export function openCopy(doc: Document): void {
  if (!navigator.clipboard) return; // as in pages that come without TLS from elsewhere
  for (const box of doc.querySelectorAll<HTMLElement>("dl.styles")) {
    const status = doc.createElement("p");
    status.className = "hidden";
    status.setAttribute("role", "status");
    for (const citation of box.querySelectorAll<HTMLElement>("dd[data-copy]")) {
      citation.prepend(button(doc, citation.textContent ?? "", styleOf(citation), status));
    }
    box.after(status);
  }
}

function styleOf(citation: HTMLElement): string {
  return citation.previousElementSibling?.textContent ?? "";
}

function button(doc: Document, text: string, style: string, status: HTMLElement): HTMLElement {
  const made = doc.createElement("button");
  made.type = "button";
  made.className = "copy";
  made.textContent = "Copy";
  made.setAttribute("aria-label", `Copy ${style}`);
  made.addEventListener("click", () => {
    void navigator.clipboard.writeText(text).then(
      () => (status.textContent = made.textContent = "Copied"),
      () => (status.textContent = "The browser does not let it be copied."),
    );
  });
  return made;
}
