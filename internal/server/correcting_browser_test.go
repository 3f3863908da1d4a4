package server_test

import (
	"context"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"recto/internal/corpus"
)

// TestCorrectByKeyboard corrects lines of a scanned page without a mouse, teaches
// one of the corrections, and looks each page over.
func TestCorrectByKeyboard(t *testing.T) {
	chromium := browser(t)
	s := newSite(t)
	ctx := tab(t, chromium)
	signIn(t, ctx, s)
	do(t, ctx, "a window", screen(1280))
	word := frequent(t, s.edition)
	visit(t, ctx, s, "/admin/correct/"+s.edition.Volume.ID+"/words/"+word.ID())
	waits(t, ctx, `document.activeElement.matches(".line-text") && document.activeElement.closest(".here") !== null`)
	lookOver(t, ctx, "correct")
	do(t, ctx, "a window", screen(1280))

	// Esc puts a line back; a changed one is saved by Enter, which goes on.
	line := ask[string](t, ctx, "document.activeElement.name")
	was := ask[string](t, ctx, "document.activeElement.value")
	keys(t, ctx, kb.End, "X", kb.Escape)
	if got := ask[string](t, ctx, "document.activeElement.value"); got != was {
		t.Errorf("Esc left %q, want %q", got, was)
	}
	ask[bool](t, ctx, `(() => { const i = document.activeElement, at = i.value.indexOf("`+word.Text+`"); i.setSelectionRange(at, at + `+strconv.Itoa(len(word.Text))+`); return true })()`)
	keys(t, ctx, "Quokka", kb.Enter)
	waits(t, ctx, `document.querySelector("#saved")?.textContent.includes("Quokka") && !document.querySelector(".unsaved")`)
	if next := ask[string](t, ctx, "document.activeElement.name"); next == line {
		t.Error("Enter did not go to the next line")
	}
	keys(t, ctx, kb.ArrowUp)
	if again := ask[string](t, ctx, "document.activeElement.name"); again != line {
		t.Errorf("Up leads to %s, want %s", again, line)
	}
	log, err := s.library.Corrections(t.Context(), s.edition.Volume.ID, corpus.Accepted)
	must(t, err)
	if len(log) != 1 || log[0].Text != strings.Replace(word.Raw(), word.Text, "Quokka", 1) || log[0].At.First != word.ID() {
		t.Fatalf("got %+v", log)
	}

	leads(t, ctx, chromedp.Click(chromedp.CSS(`#saved a[href*="teach"]`)))
	sees(t, ctx, ".found", "would also change")
	lookOver(t, ctx, "teach")
	leads(t, ctx, chromedp.Click(chromedp.CSS(`.teach button[type="submit"]`)))
	sees(t, ctx, "#taught", "Taught by this correction")
	visit(t, ctx, s, "/admin/correct")
	sees(t, ctx, "#recent + form", "Quokka")
	lookOver(t, ctx, "corrections")
	visit(t, ctx, s, "/admin/correct/"+s.edition.Volume.ID)
	sees(t, ctx, ".found", "not in the edition yet")
	lookOver(t, ctx, "correct-pages")
}

// frequent is a word of letters alone that an edition has more than once.
func frequent(t *testing.T, e *corpus.Edition) corpus.Token {
	t.Helper()
	seen := map[string]bool{}
	for _, part := range e.Parts {
		for _, b := range part.Blocks {
			for _, w := range b.Tokens {
				letters := plainWord(w)
				if letters && seen[w.Text] && b.Kind == corpus.Paragraph {
					return w
				}
				seen[w.Text] = letters
			}
		}
	}
	t.Fatal("no word stands twice")
	return corpus.Token{}
}

// plainWord reports whether a token is one long word, in small letters, that reads
// as it was scanned.
func plainWord(w corpus.Token) bool {
	return len(w.Words) == 1 && w.Text == w.Raw() && len(w.Text) > 6 &&
		strings.IndexFunc(w.Text, func(r rune) bool { return r < 'a' || r > 'z' }) < 0
}

// keys types; special keys are those of package kb.
func keys(t *testing.T, ctx context.Context, typed ...string) {
	t.Helper()
	for _, k := range typed {
		do(t, ctx, "type "+k, chromedp.KeyEvent(k))
	}
}

// waits until an expression holds in the page.
func waits(t *testing.T, ctx context.Context, expression string) {
	t.Helper()
	do(t, ctx, expression, until(expression))
}
