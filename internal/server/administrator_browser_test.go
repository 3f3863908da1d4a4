package server_test

import (
	"cmp"
	"context"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	corpusfs "recto/corpus"
	"recto/corpus/demo"
	"recto/internal/corpus"
	"recto/internal/glossary"
	"recto/internal/jobs"
	"recto/internal/server/servertest"
)

// TestWholeWay goes all of an administrator's way in a real browser, over the
// real pipeline: the first account, an upload over a line that breaks twice, the
// work watched, a boundary and three words mended, one of them taught to the
// other places, the volume published and the word found by a reader; then, by
// another version of the program, everything made anew with each correction in
// its place, compared and taken back.
func TestWholeWay(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped under -short: the whole way takes half a minute")
	}
	w := newWay(t, browser(t), browser(t))
	w.joins()
	w.uploads()
	w.watches()
	w.movesBoundary()
	w.mendsWords()
	w.publishes()
	w.isFound(1 + w.teaches)
	w.makesAnew()
	w.compares()
	w.takesBack()
}

// way is an administrator under way.
type way struct {
	t      *testing.T
	ctx    context.Context // of the administrator's browser
	reader context.Context // of somebody else's
	s      *site           // over the line that breaks
	line   *breaking
	stages *staged
	words  *glossary.Shelf
	stop   func() // ends the serving of jobs

	source  string // path of a file
	job     int64
	first   *corpus.Edition // as it was made of the source alone
	begins  string          // Word.ID at which the part begins that was moved
	mended  map[string]string
	teaches int
}

func newWay(t *testing.T, administrators, readers context.Context) *way {
	t.Helper()
	w := &way{t: t, source: simulated(t), mended: map[string]string{}}
	info, err := os.Stat(w.source)
	must(t, err)
	files, err := corpusfs.Glossary()
	must(t, err)
	open, _ := openSite(t, files, func(words *glossary.Shelf) jobs.Pipeline {
		w.words = words
		w.stages = &staged{Pipeline: servertest.Pipeline(t, words, ""), gates: map[string]*gate{"extract": newGate(), "correct": newGate()}}
		return w.stages
	})
	w.line = breakingLine(t, open.Listener.Addr().String(), info.Size()/4, info.Size()/2)
	near := *open.Site
	near.Server = &httptest.Server{URL: w.line.URL}
	w.s = &site{Site: &near, library: open.library, queue: open.queue}
	w.ctx, w.reader = tab(t, administrators), tab(t, readers)
	w.serve(w.s.queue.Runner)
	return w
}

// simulated is a volume of the shared data, or else of our own. A browser reads
// its file only by the whole path.
func simulated(t *testing.T) (path string) {
	t.Helper()
	shared, err := filepath.Abs(cmp.Or(os.Getenv("RECTO_SHARED"), filepath.Join("..", "..", "..", "shared")))
	must(t, err)
	path = filepath.Join(shared, "data", "simulated", "v02", "scan-with-text-layer.pdf")
	if _, err := os.Stat(path); err == nil {
		return path
	}
	t.Logf("no shared data: the demonstration volume is uploaded instead")
	path = filepath.Join(t.TempDir(), demo.Name)
	must(t, os.WriteFile(path, demo.PDF, 0o600))
	return path
}

// serve has a program work on the queue until stop.
func (w *way) serve(r *jobs.Runner) {
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		r.Serve(ctx)
	}()
	w.stop = func() { cancel(); <-ended }
	w.t.Cleanup(w.stop)
}

// joins makes the first account by the link of the first start.
func (w *way) joins() {
	token, err := w.s.library.NewTicket(w.t.Context(), corpus.Ticket{Kind: corpus.Welcome, Person: corpus.Person{Role: corpus.Administrator}})
	must(w.t, err)
	do(w.t, w.ctx, "a window", screen(1280))
	visit(w.t, w.ctx, w.s, "/welcome/"+token)
	fill(w.t, w.ctx, "h1", "Administration", "#name", "Ada Muster", "#email", "ada@example.org", "#password", password)
}

// uploads sends the source; where the line breaks, the same upload goes on. A
// file that was moved away after it was chosen is told of.
func (w *way) uploads() {
	moved := filepath.Join(w.t.TempDir(), "moved.pdf")
	must(w.t, os.WriteFile(moved, demo.PDF, 0o600))
	waits(w.t, w.ctx, `document.querySelector("ul.uploads") !== null`) // the script has the form: without it an upload over a broken line is lost
	do(w.t, w.ctx, "choose a file", chromedp.SetUploadFiles(chromedp.CSS("#source"), []string{moved}))
	must(w.t, os.Remove(moved))
	do(w.t, w.ctx, "upload what is gone", chromedp.Click(chromedp.CSS(".upload button")))
	sees(w.t, w.ctx, ".uploads li", "moved.pdf")
	waits(w.t, w.ctx, `document.querySelector(".uploads li").textContent.includes("cannot be read")`)
	do(w.t, w.ctx, "choose the file", chromedp.SetUploadFiles(chromedp.CSS("#source"), []string{w.source}), chromedp.Click(chromedp.CSS(".upload button")))
	sees(w.t, w.ctx, ".uploads li a", "see what becomes of it")
	if broken := w.line.state(); broken != 2 {
		w.t.Errorf("the line broke %d times, want 2", broken)
	}
	begun, err := filepath.Glob(filepath.Join(w.s.Dir, "uploads", "*.info"))
	must(w.t, err)
	if len(begun) != 1 {
		w.t.Errorf("the upload was begun %d times, want once", len(begun))
	}
}

// watches follows the job, whose page tells by itself what comes next.
func (w *way) watches() {
	follow(w.t, w.ctx, ".uploads li a")
	all, err := w.s.queue.Jobs(w.t.Context())
	must(w.t, err)
	w.job = all[0].ID
	w.stands("extract", "Read the source")
	ask[bool](w.t, w.ctx, "(window.sameTab = true)")
	close(w.stages.gates["extract"].opened)
	w.stands("correct", "Correct")
	if !ask[bool](w.t, w.ctx, "window.sameTab === true") {
		w.t.Error("the page was loaded anew to tell how the job goes on")
	}
	close(w.stages.gates["correct"].opened)
	w.first = w.review()
	sees(w.t, w.ctx, ".state.review", "To be reviewed") // once the page has loaded itself anew
	press(w.t, w.ctx, ".actions a.button", "h1", w.first.Volume.Title)
}

// stands waits until a stage waits at its gate, and the page says so.
func (w *way) stands(stage, words string) {
	w.t.Helper()
	<-w.stages.gates[stage].reached
	waits(w.t, w.ctx, fmt.Sprintf(`document.querySelector("[data-job-step]")?.textContent.includes(%q)`, words))
}

// review waits until the job waits for its review, and gives the edition.
func (w *way) review() *corpus.Edition {
	w.t.Helper()
	job, err := w.s.queue.Run(w.t.Context(), w.job, nil)
	must(w.t, err)
	if job.State != corpus.Review {
		w.t.Fatalf("the job is %s: %s", job.State, job.Error)
	}
	e, err := w.s.library.Edition(w.t.Context(), job.Edition)
	must(w.t, err)
	return e
}

func (w *way) care() string { return "/admin/volumes/" + w.first.Volume.ID }

// movesBoundary lets the last paper begin at the line after the one that the
// program took for its beginning.
func (w *way) movesBoundary() {
	papers := w.first.Papers()
	follow(w.t, w.ctx, `.parts a[href$="`+papers[len(papers)-1].ID+`"]`)
	w.begins = ask[string](w.t, w.ctx, `(() => { const o = document.querySelector('#move optgroup[label^="Later"] option'); o.selected = true; return o.value })()`)
	press(w.t, w.ctx, "form:has(#move) button", "h1", w.first.Volume.Title)
	e := w.review()
	sees(w.t, w.ctx, "#decisions + ul", "Paper begins at")
	w.isThere(e)
}

// isThere looks for everything that was decided in an edition.
func (w *way) isThere(e *corpus.Edition) {
	w.t.Helper()
	for _, c := range e.Report.Conflicts {
		w.t.Errorf("correction %d: %s", c.Correction, c.Text)
	}
	if !slices.ContainsFunc(e.Parts, func(p corpus.Part) bool { return p.ID == w.begins }) {
		w.t.Errorf("no part begins at %s", w.begins)
	}
	read := map[string]string{}
	for _, part := range e.Parts {
		for _, b := range part.Blocks {
			for _, token := range b.Tokens {
				read[token.ID()] = token.Text
			}
		}
	}
	for word, want := range w.mended {
		if read[word] != want {
			w.t.Errorf("%s reads %q, want %q", word, read[word], want)
		}
	}
}

// mendsWords mends three words beside the scan, by keyboard, and teaches the last.
func (w *way) mendsWords() {
	taught := frequent(w.t, w.first)
	for i, word := range append(rare(w.t, w.first, 2), taught) {
		w.mend(word, []string{"axolotlian", "ptarmigology", "quokkalore"}[i])
	}
	leads(w.t, w.ctx, chromedp.Click(chromedp.CSS(`#saved a[href*="teach"]`)))
	w.teaches = ask[int](w.t, w.ctx, `document.querySelectorAll("input[name=place]").length`)
	leads(w.t, w.ctx, chromedp.Click(chromedp.CSS(`.teach button[type="submit"]`)))
	sees(w.t, w.ctx, "#taught", "Taught by this correction")
	log, err := w.s.library.Corrections(w.t.Context(), w.first.Volume.ID, corpus.Accepted)
	must(w.t, err)
	if want := 2 + 3 + w.teaches; len(log) != want || w.teaches == 0 {
		w.t.Errorf("got %d corrections, want %d", len(log), want)
	}
	press(w.t, w.ctx, "#taught form button", "h1", filepath.Base(w.source))
	w.isThere(w.review())
	sees(w.t, w.ctx, ".state.review", "To be reviewed")
	press(w.t, w.ctx, ".actions a.button", "#decisions", "Decided by hand")
	sees(w.t, w.ctx, "#decisions + ul", "quokkalore")
}

func (w *way) mend(word corpus.Token, to string) {
	w.t.Helper()
	visit(w.t, w.ctx, w.s, "/admin/correct/"+w.first.Volume.ID+"/words/"+word.ID())
	waits(w.t, w.ctx, `document.activeElement?.closest(".here") !== null && document.activeElement.matches(".line-text")`)
	ask[bool](w.t, w.ctx, fmt.Sprintf(`(() => {
		const i = document.activeElement, at = (" " + i.value + " ").indexOf(" %s ");
		i.setSelectionRange(at, at + %d);
		return at >= 0;
	})()`, word.Text, len(word.Text)))
	keys(w.t, w.ctx, to, kb.Enter)
	waits(w.t, w.ctx, fmt.Sprintf(`document.querySelector("#saved")?.textContent.includes(%q) && !document.querySelector(".unsaved")`, to))
	w.mended[word.ID()] = to
}

// rare are words of letters alone, each there but once.
func rare(t *testing.T, e *corpus.Edition, n int) (found []corpus.Token) {
	t.Helper()
	times := map[string]int{}
	var all []corpus.Token
	for _, part := range e.Parts {
		for _, b := range part.Blocks {
			for _, token := range b.Tokens {
				times[token.Text]++
				if b.Kind == corpus.Paragraph && plainWord(token) {
					all = append(all, token)
				}
			}
		}
	}
	for _, token := range all {
		if times[token.Text] == 1 {
			found = append(found, token)
		}
	}
	if len(found) < n {
		t.Fatalf("%d words stand but once, want %d", len(found), n)
	}
	return found[len(found)-n:]
}

// publishes brings what is reviewed before the readers.
func (w *way) publishes() {
	w.t.Helper()
	press(w.t, w.ctx, `.actions form[action$="/publish"] button`, ".found", "Published")
	w.indexed()
}

// indexed waits until the index has what readers are served.
func (w *way) indexed() {
	w.t.Helper()
	_, err := w.s.queue.Run(w.t.Context(), w.job, nil)
	must(w.t, err)
}

// isFound lets a reader look for the word that was taught, in so many places.
func (w *way) isFound(places int) {
	w.t.Helper()
	visit(w.t, w.reader, w.s, "/search?q=quokkalore")
	if places == 0 {
		sees(w.t, w.reader, "main", "Nothing")
		return
	}
	sees(w.t, w.reader, ".hits mark", "quokkalore")
	follow(w.t, w.reader, ".hits p a")
	sees(w.t, w.reader, ".text mark", "quokkalore")
	served, err := w.s.library.Volume(w.t.Context(), w.first.Volume.ID)
	must(w.t, err)
	e, err := w.s.library.Edition(w.t.Context(), served.Edition)
	must(w.t, err)
	found := 0
	for _, part := range e.Parts {
		for _, b := range part.Blocks {
			found += strings.Count(b.Text(), "quokkalore")
		}
	}
	if found != places {
		w.t.Errorf("%d places read so, want %d", found, places)
	}
}

// makesAnew has another version of the program make the volume of its bytes, and
// finds every correction there and no other change.
func (w *way) makesAnew() {
	w.stop()
	w.serve(w.s.Site.Runner(servertest.Pipeline(w.t, w.words, "another")))
	visit(w.t, w.ctx, w.s, w.care())
	press(w.t, w.ctx, `form[action$="/process"] button`, "h1", filepath.Base(w.source))
	all, err := w.s.queue.Jobs(w.t.Context())
	must(w.t, err)
	w.job = all[0].ID
	e := w.review()
	if e.Made.Program != "another" {
		w.t.Errorf("it was made by the program %q", e.Made.Program)
	}
	w.isThere(e)
	visit(w.t, w.ctx, w.s, w.care()+"/review")
	if ask[bool](w.t, w.ctx, `document.querySelector("#conflicts") !== null`) {
		w.t.Error("the review speaks of conflicts")
	}
	follow(w.t, w.ctx, "#against + p a")
	sees(w.t, w.ctx, "#changes + p", "No word differs")
	visit(w.t, w.ctx, w.s, w.care()+"/review")
	w.publishes()
	w.isFound(1 + w.teaches)
}

// compares looks at what people changed of the first edition.
func (w *way) compares() {
	visit(w.t, w.ctx, w.s, w.care()+"/compare")
	ask[bool](w.t, w.ctx, fmt.Sprintf(`(document.querySelector("#from").value = %q, true)`, w.first.ID))
	press(w.t, w.ctx, ".pair button", "main", "quokkalore")
	changed := ask[int](w.t, w.ctx, `[...document.querySelectorAll(".words ins")].filter(e => /quokkalore|axolotlian|ptarmigology/.test(e.textContent)).length`)
	if want := 3 + w.teaches; changed != want {
		w.t.Errorf("the comparison shows %d of the mended words, want %d", changed, want)
	}
}

// takesBack goes back to the first edition in one step.
func (w *way) takesBack() {
	visit(w.t, w.ctx, w.s, w.care())
	press(w.t, w.ctx, `button[aria-label$="edition `+w.first.ID[:12]+`"]`, "tr:has(.state.published) code", w.first.ID[:12])
	w.indexed()
	w.isFound(0)
	visit(w.t, w.ctx, w.s, "/admin/log")
	sees(w.t, w.ctx, "main", "roll back volume")
}
