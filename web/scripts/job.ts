/** What the server tells of a job as it goes on. */
interface Told {
  state: string;
  words: string;
  step: string;
  progress: string;
  done: number;
  total: number;
  steps: number[];
}

/**
 * Follows a job while its page is open. Without this the page loads itself again
 * every few seconds; with it, once more when the job is done.
 */
export function openJob(doc: Document): void {
  const room = doc.querySelector<HTMLElement>("[data-job]");
  if (!room) return;
  const events = new EventSource(room.dataset.job!);
  events.addEventListener("message", (event: MessageEvent<string>) => {
    const told = JSON.parse(event.data) as Told;
    if (told.state !== "queued" && told.state !== "running") {
      events.close();
      location.reload();
      return;
    }
    show(room, told);
  });
}

function show(room: HTMLElement, told: Told): void {
  const set = (name: string, text: string) => {
    const at = room.querySelector(`[data-job-${name}]`);
    if (at && at.textContent !== text) at.textContent = text;
  };
  set("state", told.words);
  set("step", told.step && ` · ${told.step}`);
  set("progress", told.progress && ` · ${told.progress}`);
  const bar = room.querySelector<HTMLProgressElement>("[data-job-bar]");
  if (bar && told.total > 0) {
    bar.max = told.total;
    bar.value = told.done;
  } else bar?.removeAttribute("value");
  room.querySelectorAll("[data-job-steps] > li").forEach((item, i) => {
    item.toggleAttribute("aria-current", told.steps[i] === 1);
    if (told.steps[i] === 1) item.setAttribute("aria-current", "step");
    item.classList.toggle("done", told.steps[i] === 2);
  });
}
