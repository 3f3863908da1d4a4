/** Decides doubtful joints of lines by one key each. */
export function openArrange(doc: Document): void {
  const joints = [...doc.querySelectorAll<HTMLFormElement>("form[data-joint]")];
  const first = joints[0];
  if (!first) return;
  (joints.find((j) => "#" + j.id === doc.location.hash) ?? first).focus();
  doc.addEventListener("keydown", (e) => {
    const target = e.target;
    if (e.ctrlKey || e.metaKey || e.altKey || target instanceof HTMLSelectElement || target instanceof HTMLInputElement) return;
    if (e.key === "Enter" && !(target instanceof HTMLFormElement)) return; // what has the focus is pressed
    const here = target instanceof Element ? joints.findIndex((j) => j.contains(target)) : -1;
    if (here >= 0 && does(e.key, joints, here)) e.preventDefault();
  });
}

function does(key: string, joints: HTMLFormElement[], here: number): boolean {
  const joint = joints[here];
  switch (key.toLowerCase()) {
    case "enter":
      return press(joint?.querySelector<HTMLButtonElement>('button[data-key="1"]'));
    case "a":
      return press(joint?.ownerDocument.querySelector<HTMLButtonElement>("form[data-rest] button"));
    case "c":
      return cut(joint);
    case "s":
      joint?.classList.add("aside");
      return go(joints[here + 1]);
    case "arrowdown":
      return go(joints[here + 1]);
    case "arrowup":
      return go(joints[here - 1]);
  }
  return /^[0-9]$/.test(key) && press(joint?.querySelector<HTMLButtonElement>(`button[data-key="${key}"]`));
}

function press(button: HTMLButtonElement | null | undefined): boolean {
  button?.click();
  return Boolean(button);
}

/** Opens the choice of the word before which a line is cut. */
function cut(joint: HTMLFormElement | undefined): boolean {
  const choice = joint?.querySelector<HTMLSelectElement>("select[data-cut]");
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
