import { Upload, type DetailedError, type HttpResponse } from "tus-js-client";

/**
 * Uploads that go on after a lost connection, a closed page or a restart of the
 * program: the form's own upload, which works without this, is taken over.
 */
export function openUploads(doc: Document): void {
  const form = doc.querySelector<HTMLFormElement>("form[data-uploads]");
  const input = form?.querySelector<HTMLInputElement>("input[type=file]");
  if (!form || !input || !window.ReadableStream) return;
  const list = doc.createElement("ul");
  list.className = "uploads plain";
  form.after(list);
  const queue = new Queue(form.dataset.uploads!, list);
  input.multiple = true;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    queue.add([...(input.files ?? [])]);
    form.reset();
  });
  drops(form, (files) => queue.add(files));
}

/** Files may be dropped on the form. */
function drops(form: HTMLFormElement, take: (files: File[]) => void): void {
  const over = (event: DragEvent, on: boolean) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    form.classList.toggle("over", on);
  };
  form.addEventListener("dragover", (event) => over(event, true));
  form.addEventListener("dragleave", (event) => over(event, false));
  form.addEventListener("drop", (event) => {
    over(event, false);
    take([...(event.dataTransfer?.files ?? [])]);
  });
}

/** Uploads wait for one another: a library has one door. */
class Queue {
  private waiting: Item[] = [];
  private current: Item | null = null;

  constructor(
    private readonly address: string,
    private readonly list: HTMLElement,
  ) {
    window.addEventListener("beforeunload", (event) => {
      if (this.current) event.preventDefault();
    });
    window.addEventListener("online", () => this.current?.goOn());
  }

  add(files: File[]): void {
    for (const file of files) {
      const item = new Item(file, this.address, () => this.next());
      this.list.append(item.row);
      this.waiting.push(item);
    }
    if (!this.current) this.next();
  }

  private next(): void {
    this.current = this.waiting.shift() ?? null;
    void this.current?.start();
  }
}

/** One file on its way. */
class Item {
  readonly row = document.createElement("li");
  private readonly bar = document.createElement("progress");
  private readonly words = document.createElement("span");
  private readonly stop = document.createElement("button");
  private upload: Upload | null = null;
  private lost = false;

  constructor(
    private readonly file: File,
    private readonly address: string,
    private readonly ended: () => void,
  ) {
    const name = document.createElement("b");
    name.textContent = file.name;
    this.bar.setAttribute("aria-label", `Upload of ${file.name}`);
    this.bar.max = file.size || 1;
    this.bar.value = 0;
    this.words.setAttribute("role", "status");
    this.words.textContent = "Waiting";
    this.stop.type = "button";
    this.stop.className = "second";
    this.stop.textContent = "Cancel";
    this.stop.setAttribute("aria-label", `Cancel the upload of ${file.name}`);
    this.stop.addEventListener("click", () => void this.cancel());
    this.row.append(name, " ", this.words, this.bar, this.stop);
  }

  async start(): Promise<void> {
    this.words.textContent = "Reading the file";
    let sum: string;
    try {
      sum = await checksum(this.file);
    } catch {
      this.words.textContent = "The file cannot be read. Look whether it was moved or changed, and choose it again.";
      this.end();
      return;
    }
    this.upload = new Upload(this.file, {
      endpoint: this.address,
      chunkSize: 8 * 1024 * 1024,
      retryDelays: [0, 1000, 3000, 5000, 10000, 20000, 40000],
      removeFingerprintOnSuccess: true,
      metadata: { filename: this.file.name, ...(sum && { sha256: sum }) },
      onProgress: (sent, total) => this.progress(sent, total),
      onSuccess: ({ lastResponse }) => this.done(lastResponse, sum),
      onError: (error) => this.failed(error),
    });
    const [earlier] = await this.upload.findPreviousUploads();
    if (earlier) this.upload.resumeFromPreviousUpload(earlier);
    this.upload.start();
  }

  /** Goes on after the connection was lost. */
  goOn(): void {
    if (!this.lost) return;
    this.lost = false;
    this.upload?.start();
  }

  private progress(sent: number, total: number): void {
    this.bar.value = sent;
    this.words.textContent = sent < total ? `${Math.floor((100 * sent) / total)} %` : "Taking it in";
  }

  private done(response: HttpResponse, sum: string): void {
    const job = response.getHeader("Recto-Taken");
    const link = document.createElement("a");
    link.href = job ?? location.href;
    link.textContent = "Uploaded: see what becomes of it";
    this.words.replaceChildren(link, sum && ` · SHA-256 ${sum.slice(0, 12)}…`);
    this.end();
  }

  private failed(error: Error | DetailedError): void {
    const answer = "originalResponse" in error ? error.originalResponse : null;
    if (!answer) {
      this.lost = true;
      this.words.textContent = "The connection is lost. The upload goes on when it is back; it can also be gone on with later, by choosing the same file again.";
      return;
    }
    this.words.textContent = answer.getBody().trim() || "The upload failed. Try again in a moment.";
    this.end();
  }

  private async cancel(): Promise<void> {
    await this.upload?.abort(true).catch(() => undefined);
    this.words.textContent = "Cancelled";
    this.end();
  }

  private end(): void {
    this.bar.remove();
    this.stop.remove();
    this.ended();
  }
}

/** The largest file that is read whole to count its checksum, in bytes. */
const summed = 256 * 1024 * 1024;

/** A file's SHA-256 in hex, or nothing where the browser does not count it. */
async function checksum(file: File): Promise<string> {
  if (!crypto.subtle || file.size > summed) return "";
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
  return [...sum].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
