/** Decides on which page a line stands, or doubtful joints of lines, by one key each. */
export function openArrange(doc: Document): void {
  const side = doc.querySelector<HTMLElement>("[data-side]");
  const joints = [...doc.querySelectorAll<HTMLFormElement>("form[data-joint]")];
  const first = side ?? joints.find((j) => "#" + j.id === doc.location.hash) ?? joints[0];
  first?.focus({ preventScroll: side !== null });
  if (!first && !doc.querySelector(".arranging")) return;
  doc.addEventListener("keydown", (e) => {
    const target = e.target;
    if (e.ctrlKey || e.metaKey || e.altKey || target instanceof HTMLSelectElement || target instanceof HTMLInputElement) return;
    if (press(doc, anywhere[e.key.toLowerCase()]) || (side ? press(doc, sides[e.key.toLowerCase()]) : joined(e, joints))) e.preventDefault();
  });
}

/** What a key presses wherever the focus is. */
const anywhere: Record<string, string> = { u: "form[data-undo] button", n: "a[data-most]" };

/** What a key presses where the pages of lines are asked about. */
const sides: Record<string, string> = {
  arrowleft: "button[data-left]",
  arrowright: "button[data-right]",
  s: "a[data-skip]",
  a: "button[data-all]",
};

/** Does what a key means at the joint that has the focus. */
function joined(e: KeyboardEvent, joints: HTMLFormElement[]): boolean {
  const target = e.target;
  if (e.key === "Enter" && !(target instanceof HTMLFormElement)) return false; // what has the focus is pressed
  const here = target instanceof Element ? joints.findIndex((j) => j.contains(target)) : -1;
  const joint = joints[here];
  if (!joint) return false;
  switch (e.key.toLowerCase()) {
    case "enter":
      return press(joint, 'button[data-key="1"]');
    case "a":
      return press(joint.ownerDocument, "form[data-rest] button");
    case "c":
      return cut(joint);
    case "s":
      joint.classList.add("aside");
      return go(joints[here + 1]);
    case "arrowdown":
      return go(joints[here + 1]);
    case "arrowup":
      return go(joints[here - 1]);
  }
  return /^[0-9]$/.test(e.key) && press(joint, `button[data-key="${e.key}"]`);
}

function press(within: ParentNode, selector: string | undefined): boolean {
  const found = selector ? within.querySelector<HTMLElement>(selector) : null;
  found?.click();
  return found !== null;
}

/** Opens the choice of the word before which a line is cut. */
function cut(joint: HTMLFormElement): boolean {
  const choice = joint.querySelector<HTMLSelectElement>("select[data-cut]");
  const folded = choice?.closest("details");
  if (folded) folded.open = true;
  choice?.focus();
  return Boolean(choice);
}

function go(joint: HTMLFormElement | undefined): boolean {
  joint?.focus();
  joint?.scrollIntoView({ block: "center" });
  return Boolean(joint);
}
