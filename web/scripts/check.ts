/**
 * How a form stands, shown beside it while it is written: what the form's own
 * button "Check" shows after a click, without one.
 */
export function openCheck(doc: Document): void {
  const form = doc.querySelector<HTMLFormElement>("form[data-check]");
  if (!form) return;
  let timer = 0;
  let latest: AbortController | null = null;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      latest?.abort();
      latest = new AbortController();
      void check(doc, form, latest.signal);
    }, 600);
  });
}

async function check(doc: Document, form: HTMLFormElement, signal: AbortSignal): Promise<void> {
  const fields = new URLSearchParams();
  new FormData(form).forEach((value, name) => {
    if (typeof value === "string") fields.append(name, value);
  });
  fields.set("check", "yes");
  try {
    const answer = await fetch(form.action, { method: "POST", body: fields, signal });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const shown of doc.querySelectorAll("[data-checked]")) {
      const found = page.getElementById(shown.id);
      if (found && found.innerHTML !== shown.innerHTML) shown.replaceChildren(...found.childNodes); // what stays the same is not said again
    }
  } catch {
    // Without an answer the last one stays; the button asks again.
  }
}
