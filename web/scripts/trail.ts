// The trail of a student who follows terms: on a concept's page, the way back
// through the pages that led there. It is kept in this tab alone and sent nowhere.

interface Step {
  text: string;
  url: string;
}

const key = "recto-trail";
const most = 5;

export function openTrail(doc: Document): void {
  show(doc);
  doc.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("main a[href^='/concepts/']") : null;
    if (link) leave(doc, link);
  });
}

/** Adds the page that is left to the trail, with the place on it. */
function leave(doc: Document, link: HTMLElement): void {
  const text = doc.querySelector("h1")?.textContent?.trim() ?? "";
  const place = link.closest<HTMLElement>("p[id], blockquote[id], span.note[id]")?.id;
  const step = { text, url: location.pathname + location.search + (place ? `#${place}` : "") };
  keep([...before(location.pathname), step].slice(-most));
}

function show(doc: Document): void {
  const kicker = location.pathname.startsWith("/concepts/") ? doc.querySelector(".kicker") : null;
  if (!kicker) return;
  const steps = before(location.pathname);
  const last = steps.at(-1);
  if (!last || !doc.referrer || new URL(doc.referrer).pathname !== path(last)) return; // the reader came another way
  const nav = doc.createElement("span");
  nav.className = "trail";
  nav.setAttribute("role", "navigation");
  nav.setAttribute("aria-label", "Your trail");
  for (const step of steps) {
    const link = doc.createElement("a");
    link.href = step.url;
    link.className = "quiet";
    link.textContent = step.text;
    nav.append(" ‹ ", link);
  }
  kicker.append(nav);
}

/** The trail up to a page, or all of it if the page is not on it. */
function before(page: string): Step[] {
  const steps = kept();
  const at = steps.findIndex((step) => path(step) === page);
  return at < 0 ? steps : steps.slice(0, at);
}

function path(step: Step): string {
  return step.url.split(/[?#]/)[0];
}

function kept(): Step[] {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "[]") as Step[];
  } catch {
    return [];
  }
}

function keep(steps: Step[]): void {
  sessionStorage.setItem(key, JSON.stringify(steps));
}
