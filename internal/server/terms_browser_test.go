package server_test

import (
	"context"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// touring goes from term to term by key, and back along the trail of terms that
// were followed; without scripts by links.
func touring(t *testing.T, ctx context.Context, s *site) {
	address := s.URL + "/papers/" + s.edition.Papers()[0].ID
	at := func(id string) action { return until(`document.activeElement.id == "` + id + `"`) }
	do(t, ctx, "open the paper", screen(1280), scheme("light"), chromedp.Navigate(address+"#term-1"), chromedp.Focus(chromedp.CSS("#term-1")), at("term-1"))
	do(t, ctx, "to the next term and back", chromedp.KeyEvent("n"), at("term-2"), becomes("#term-2 + .gloss", "visible"), chromedp.KeyEvent("p"), at("term-1"))
	title := text(t, ctx, "h1")
	follow(t, ctx, "#term-1")
	sees(t, ctx, ".trail a", title)
	concept := text(t, ctx, "h1")
	follow(t, ctx, `.concept-body a[href^="/concepts/"], .aside a[href^="/concepts/"]`)
	sees(t, ctx, ".trail a:nth-of-type(2)", concept)
	follow(t, ctx, ".trail a:nth-of-type(1)")
	if got := here(t, ctx); !strings.HasPrefix(got, address) {
		t.Errorf("the trail leads to %s", got)
	}

	do(t, ctx, "without scripts", scripting(false), chromedp.Navigate(address), chromedp.Focus(chromedp.CSS("#term-1")), becomes("#term-1 + .gloss", "visible"),
		chromedp.KeyEvent(kb.Tab), chromedp.KeyEvent(kb.Enter), until(`location.hash == "#term-2"`), scripting(true))
}

// walking presses Tab through all of a page: each control must be reached, be
// seen, and show that it has the focus.
func walking(t *testing.T, ctx context.Context, s *site) {
	rooms := s.rooms()
	for _, name := range []string{"home", "search", "volume", "paper", "facing", "page", "concept"} {
		do(t, ctx, name, screen(1280), scheme("light"), chromedp.Navigate(s.URL+rooms[name]))
		ask[bool](t, ctx, `(window.reached = new Set(), document.addEventListener("focusin", e => reached.add(e.target)), true)`)
		want := ask[int](t, ctx, `(window.controls = [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")]
			.filter(e => e.tabIndex >= 0 && e.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true})), controls.length)`)
		for range want + 40 {
			do(t, ctx, "tab on "+name, chromedp.KeyEvent(kb.Tab))
			bad := ask[string](t, ctx, `controls.every(e => reached.has(e) || !e.isConnected) ? "all" : `+hiddenFocus)
			if bad == "all" {
				break
			}
			if bad != "" {
				t.Errorf("%s: the focus is not to be seen at %s", name, bad)
			}
		}
		if left := ask[string](t, ctx, `controls.filter(e => !reached.has(e)).map(e => e.outerHTML.slice(0, 120)).join("\n")`); left != "" {
			t.Errorf("%s: the keyboard does not reach\n%s", name, left)
		}
	}
}

// hiddenFocus is the element that has the focus, if nobody sees that it has.
const hiddenFocus = `(e => {
	if (e === document.body) return "";
	const box = e.getBoundingClientRect(), style = getComputedStyle(e);
	const seen = box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
	const rect = e.querySelector("rect");
	const shown = style.outlineStyle !== "none" && style.outlineWidth !== "0px" || rect && getComputedStyle(rect).stroke !== "none";
	return seen && shown ? "" : e.outerHTML.slice(0, 120);
})(document.activeElement)`
