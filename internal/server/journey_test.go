package server_test

import (
	"context"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestJourney goes the way of a researcher, with scripts and without: search,
// a paper with the words lit up, a concept, back to the paper, its scan.
func TestJourney(t *testing.T) {
	s := newSite(t)
	for _, c := range []struct {
		name    string
		scripts bool
	}{{"with scripts", true}, {"without scripts", false}} {
		t.Run(c.name, func(t *testing.T) {
			ctx := browser(t)
			do(t, ctx, "scripts", screen(1280), scripting(c.scripts))
			do(t, ctx, "search from home", chromedp.Navigate(s.URL), chromedp.SendKeys(chromedp.CSS("#q"), "expansive learning"), chromedp.Submit(chromedp.CSS("#q")))
			sees(t, ctx, ".results-head h1", "expansive learning")
			sees(t, ctx, ".group h2", "Learning across boundaries")
			sees(t, ctx, ".hits", "xpansive learning")

			follow(t, ctx, ".hits li:first-child p a")
			sees(t, ctx, "h1", "Learning across boundaries")
			sees(t, ctx, ".text mark", "xpansive learning")
			paper := here(t, ctx)

			follow(t, ctx, ".term > a")
			sees(t, ctx, "h1", "expansive learning")
			sees(t, ctx, ".attestations strong", "expansive learning")
			sees(t, ctx, ".uses li", "expansive learning")

			do(t, ctx, "back to the paper", chromedp.NavigateBack())
			if got := here(t, ctx); got != paper {
				t.Fatalf("back leads to %s, want %s", got, paper)
			}
			follow(t, ctx, ".turn-mark")
			sees(t, ctx, "h1", "Page 7")
			do(t, ctx, "the scan", chromedp.WaitVisible(chromedp.CSS(".scan svg a rect")))
			follow(t, ctx, ".kicker a + a")
			sees(t, ctx, "h1", "Learning across boundaries")
		})
	}
}

// TestDefinitions opens and closes a term's definition by pointer, by keyboard
// and by finger, as WCAG 1.4.13 asks.
func TestDefinitions(t *testing.T) {
	s := newSite(t)
	ctx := browser(t)
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
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	got, err := chromedp.Run(ctx, chromedp.TextContent(chromedp.CSS(selector)))
	if err != nil {
		t.Fatalf("%s: %v", selector, err)
	}
	if !strings.Contains(got, want) {
		t.Fatalf("%s reads %q, want %q", selector, got, want)
	}
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
	wait := chromedp.Poll[bool](`getComputedStyle(document.querySelector("` + selector + `")).visibility == "` + visibility + `"`)
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
