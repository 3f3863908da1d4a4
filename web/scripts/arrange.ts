/** Decides doubtful joints of lines by one key each. */
export function openArrange(doc: Document): void {
  const joints = [...doc.querySelectorAll<HTMLFormElement>("form[data-joint]")];
  const first = joints[0];
  if (!first) return;
  (joints.find((j) => "#" + j.id === doc.location.hash) ?? first).focus();
  doc.addEventListener("keydown", (e) => {
    const target = e.target;
    if (e.ctrlKey || e.metaKey || e.altKey || target instanceof HTMLSelectElement || target instanceof HTMLInputElement) return;
    const here = target instanceof Element ? joints.findIndex((j) => j.contains(target)) : -1;
    if (here >= 0 && does(e.key, joints, here)) e.preventDefault();
  });
}

function does(key: string, joints: HTMLFormElement[], here: number): boolean {
  const joint = joints[here];
  switch (key.toLowerCase()) {
    case "s":
      joint?.classList.add("aside");
      return go(joints[here + 1]);
    case "arrowdown":
      return go(joints[here + 1]);
    case "arrowup":
      return go(joints[here - 1]);
  }
  const button = /^[0-9]$/.test(key) ? joint?.querySelector<HTMLButtonElement>(`button[data-key="${key}"]`) : null;
  button?.click();
  return Boolean(button);
}

function go(joint: HTMLFormElement | undefined): boolean {
  joint?.focus();
  joint?.scrollIntoView({ block: "center" });
  return Boolean(joint);
}
