package server_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"recto/internal/corpus"
	"recto/internal/server/servertest"
)

// TestArrangeByKeyboard puts the lines of a scan in order without a mouse: one
// behind another that it continues, and each on its page.
func TestArrangeByKeyboard(t *testing.T) {
	chromium := browser(t)
	s, _ := openSite(t, sampleGlossary(), nil)
	e := s.Volume(t, "woven.txt", torn(servertest.Woven()))
	arrange := fmt.Sprintf("/admin/correct/%s/scans/%d/arrange", e.Volume.ID, e.Pages[len(e.Pages)-1].Scan)
	ctx := tab(t, chromium)
	signIn(t, ctx, s)
	do(t, ctx, "a window", screen(1280))
	decided := func() (all []corpus.CorrectionEntry) {
		t.Helper()
		log, err := s.library.Corrections(t.Context(), "", corpus.Accepted)
		must(t, err)
		for _, c := range log {
			if c.Kind != corpus.Reread {
				all = append(all, c)
			}
		}
		return all
	}

	// Joints: one is passed over, one answered, and that taken back.
	visit(t, ctx, s, arrange+"?ask=joints")
	waits(t, ctx, `document.activeElement.matches("form[data-joint]")`)
	lookOver(t, ctx, "arrange-joints")
	do(t, ctx, "a window", screen(1280))
	line := ask[string](t, ctx, `document.activeElement.id`)
	keys(t, ctx, kb.ArrowDown)
	if ask[string](t, ctx, `document.activeElement.id`) == line {
		t.Error("Down does not lead to the next joint")
	}
	keys(t, ctx, kb.ArrowUp)
	types(t, ctx, kb.Enter, `document.querySelector("[data-undo]") !== null`)
	if log := decided(); len(log) != 1 || log[0].Kind != corpus.Follow || "j-"+log[0].At.First != line {
		t.Fatalf("got %+v", log)
	}
	types(t, ctx, "u", `!document.querySelector("[data-undo]")`)

	// Pages: the answer parts the lines, is taken back, and given for all.
	visit(t, ctx, s, arrange)
	waits(t, ctx, `document.activeElement.id === "question" && document.querySelector("button[data-left]") !== null`)
	lookOver(t, ctx, "arrange-pages-first")
	do(t, ctx, "a window", screen(1280))
	asked := ask[string](t, ctx, `document.querySelector("button[data-left]").value.split(" ")[0]`)
	types(t, ctx, kb.ArrowLeft, `document.querySelector("[data-undo]") && document.querySelectorAll(".spread-page").length === 2`)
	if log := decided(); len(log) != 1 || log[0].Kind != corpus.Stand || log[0].Name != "left" || log[0].At.First != asked {
		t.Fatalf("got %+v", log)
	}
	lookOver(t, ctx, "arrange-pages")
	do(t, ctx, "a window", screen(1280))
	types(t, ctx, "u", `!document.querySelector("[data-undo]")`)
	if log := decided(); len(log) != 0 {
		t.Fatalf("got %+v after it was undone", log)
	}
	types(t, ctx, "s", `document.querySelector("button[data-left]")?.value.split(" ")[0] !== "`+asked+`"`)
	types(t, ctx, kb.ArrowRight, `document.querySelector("[data-undo]") !== null`)
	types(t, ctx, "a", `!document.querySelector("button[data-all]")`)
	all := len(decided())
	if lines := ask[int](t, ctx, `document.querySelectorAll(".standing li").length`); all != lines {
		t.Errorf("%d of %d lines stand where a person said", all, lines)
	}
}

// torn takes from each long line of a text the words at its ends, as a bad scan
// does, so that it is not plain which line goes on where.
func torn(text string) string {
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		if words := strings.Fields(l); len(words) > 6 {
			lines[i] = strings.Join(words[2:len(words)-2], " ")
		}
	}
	return strings.Join(lines, "\n")
}

// types types a key that leads to another page, and waits until an expression
// holds there.
func types(t *testing.T, ctx context.Context, key, expression string) {
	t.Helper()
	leads(t, ctx, chromedp.KeyEvent(key))
	waits(t, ctx, expression)
}
