package server_test

import (
	"context"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestInBrowser shows the demonstration volume, as the pipeline made it of its
// scans, to a real browser.
func TestInBrowser(t *testing.T) {
	chromium := browser(t)
	s := demoSite(t)
	t.Run("journey with scripts", func(t *testing.T) { journey(t, tab(t, chromium), s, true) })
	t.Run("journey without scripts", func(t *testing.T) { journey(t, tab(t, chromium), s, false) })
	notes := newSite(t)
	t.Run("notes with scripts", func(t *testing.T) { notesAtMarks(t, tab(t, chromium), notes, true) })
	t.Run("notes without scripts", func(t *testing.T) { notesAtMarks(t, tab(t, chromium), notes, false) })
	t.Run("definitions", func(t *testing.T) { definitions(t, tab(t, chromium), s) })
	t.Run("beside the scan", func(t *testing.T) { facing(t, tab(t, chromium), s) })
	t.Run("beside long scans", func(t *testing.T) { windows(t, tab(t, chromium), longSite(t)) })
	t.Run("zooming", func(t *testing.T) { zooming(t, tab(t, chromium), s) })
	t.Run("selecting", func(t *testing.T) { selecting(t, tab(t, chromium), s) })
	t.Run("histories", func(t *testing.T) { histories(t, tab(t, chromium), s) })
	t.Run("touring", func(t *testing.T) { touring(t, tab(t, chromium), s) })
	t.Run("examples", func(t *testing.T) { examples(t, s) })
	t.Run("plots", func(t *testing.T) { plots(t, tab(t, chromium), s) })
	t.Run("walking", func(t *testing.T) { walking(t, tab(t, chromium), s) })
	s.used(t)
	s.weaves(t)
	t.Run("accessible", func(t *testing.T) { accessible(t, tab(t, chromium), s) })
	t.Run("lighthouse", func(t *testing.T) { lighthouse(t, s) })
	t.Run("pictures", func(t *testing.T) { pictures(t, tab(t, chromium), s) })
}

// journey goes the way of a researcher: search, a paper with the words lit up,
// a concept, back to the paper, its scan.
func journey(t *testing.T, ctx context.Context, s *site, scripts bool) {
	do(t, ctx, "search from home", screen(1280), scripting(scripts), chromedp.Navigate(s.URL),
		chromedp.SendKeys(chromedp.CSS("#q"), "boundary zones"), chromedp.Submit(chromedp.CSS("#q")))
	sees(t, ctx, ".results-head h1", "boundary zones")
	sees(t, ctx, ".notice", "boundary zone is a concept")
	sees(t, ctx, ".hits mark", "oundary zone")
	title := text(t, ctx, ".group h2")

	follow(t, ctx, ".hits p a")
	sees(t, ctx, "h1", title)
	sees(t, ctx, ".text mark", "oundary zone")
	paper := here(t, ctx)

	term := text(t, ctx, ".term .gloss b")
	follow(t, ctx, ".term > a")
	sees(t, ctx, "h1", term)
	sees(t, ctx, "#uses", "Every use")
	sees(t, ctx, ".uses strong", "")

	do(t, ctx, "back to the paper", chromedp.NavigateBack())
	if got := here(t, ctx); got != paper {
		t.Fatalf("back leads to %s, want %s", got, paper)
	}
	follow(t, ctx, ".turn-mark")
	sees(t, ctx, ".turn .mid", "Reading text")
	do(t, ctx, "the words on the scan", chromedp.WaitVisible(chromedp.CSS(".scan svg a rect")))
	follow(t, ctx, ".kicker a + a")
	sees(t, ctx, "h1", title)
}

// definitions opens and closes a term's definition by pointer, by keyboard and
// by finger, as WCAG 1.4.13 asks.
func definitions(t *testing.T, ctx context.Context, s *site) {
	const link, gloss = ".text p .term > a", ".text p .term .gloss"
	do(t, ctx, "open the paper", screen(1280), scheme("light"), chromedp.Navigate(s.URL+"/papers/"+s.edition.Papers()[0].ID), chromedp.ScrollIntoView(chromedp.CSS(link)))
	shown, hidden := becomes(gloss, "visible"), becomes(gloss, "hidden")
	do(t, ctx, "at first it is closed", hidden)

	hover(t, ctx, link)
	do(t, ctx, "hovering shows it", shown)
	hover(t, ctx, gloss)
	do(t, ctx, "it can be hovered itself", shown)
	do(t, ctx, "escape closes it under the pointer", chromedp.KeyEvent(kb.Escape), hidden)
	hover(t, ctx, "h1")
	hover(t, ctx, link)
	do(t, ctx, "coming back opens it again", shown)
	hover(t, ctx, "h1")
	do(t, ctx, "leaving closes it", hidden)

	do(t, ctx, "focus shows it", chromedp.Focus(chromedp.CSS(link)), shown)
	do(t, ctx, "escape closes it at the focus", chromedp.KeyEvent(kb.Escape), hidden)
	do(t, ctx, "coming back opens it", chromedp.Focus(chromedp.CSS("#q")), chromedp.Focus(chromedp.CSS(link)), shown)
	do(t, ctx, "leaving closes it", chromedp.Focus(chromedp.CSS("#q")), hidden)

	paper := here(t, ctx)
	do(t, ctx, "a finger", command(emulation.SetTouchEmulationEnabled, emulation.SetTouchEmulationEnabledParams{Enabled: true}))
	at := middle(t, ctx, link)
	do(t, ctx, "a tap opens it", chromedp.TapXY(at.X, at.Y), shown)
	if got := here(t, ctx); got != paper {
		t.Fatalf("the first tap led to %s", got)
	}
	do(t, ctx, "a second tap follows it", chromedp.TapXY(at.X, at.Y), chromedp.WaitVisible(chromedp.CSS("#uses")))
}

// sees waits until the first element of a selector is there with a text.
func sees(t *testing.T, ctx context.Context, selector, want string) {
	t.Helper()
	if got := text(t, ctx, selector); !strings.Contains(strings.ToLower(got), strings.ToLower(want)) {
		t.Fatalf("%s reads %q, want %q", selector, got, want)
	}
}

// text waits for the first element of a selector and gives its text.
func text(t *testing.T, ctx context.Context, selector string) string {
	t.Helper()
	patient, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	got, err := chromedp.Run(patient, chromedp.TextContent(chromedp.CSS(selector)))
	if err != nil {
		t.Fatalf("%s: %v\n%s", selector, err, shown(ctx))
	}
	return strings.TrimSpace(got)
}

// follow clicks a link and waits for the page that it leads to.
func follow(t *testing.T, ctx context.Context, selector string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	href, err := chromedp.Run(ctx, chromedp.AttributeValue(chromedp.CSS(selector), "href"))
	must(t, err)
	if _, err := chromedp.RunResponse(ctx, chromedp.Click(chromedp.CSS(selector))); err != nil {
		t.Fatalf("follow %s to %s: %v", selector, href.Value, err)
	}
}

func here(t *testing.T, ctx context.Context) string {
	t.Helper()
	at, err := chromedp.Run(ctx, chromedp.Location())
	must(t, err)
	return at
}

type point struct{ X, Y float64 }

// middle is a point well inside the first line of an element.
func middle(t *testing.T, ctx context.Context, selector string) point {
	t.Helper()
	return ask[point](t, ctx, `(() => { const r = document.querySelector("`+selector+`").getClientRects()[0]; return {X: r.x + Math.min(r.width / 2, 40), Y: r.y + r.height / 2} })()`)
}

// becomes waits until an element is "visible" or "hidden", as its style has it.
func becomes(selector, visibility string) action {
	return until(`getComputedStyle(document.querySelector("` + selector + `")).visibility == "` + visibility + `"`)
}

// until waits until an expression is true in the page.
func until(expression string) action {
	wait := chromedp.Poll[bool](expression, chromedp.WithPollingTimeout(0)) // it is for the step to have a limit
	return chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := wait(ctx, target)
		return err
	})
}

// hover moves the pointer onto an element.
func hover(t *testing.T, ctx context.Context, selector string) {
	t.Helper()
	at := middle(t, ctx, selector)
	do(t, ctx, "move to "+selector, chromedp.MouseEvent("mouseMoved", at.X, at.Y))
}
