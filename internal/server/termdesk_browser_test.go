package server_test

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestTermDesk has an editor change a concept in a real browser: what is wrong,
// where a label would match and how the text looks is shown while it is written,
// and by a button where there is no script.
func TestTermDesk(t *testing.T) {
	chromium := browser(t)
	s := newSite(t)
	ctx := tab(t, chromium)
	signIn(t, ctx, s)
	address := s.URL + "/admin/glossary/boundary-zone"
	found := func(text string) action {
		return until(fmt.Sprintf(`document.querySelector("#check-found").textContent.includes(%q)`, text))
	}
	previewed := func(text string) action {
		return until(fmt.Sprintf(`document.querySelector("#check-preview").textContent.includes(%q)`, text))
	}
	write := func(field, text string) action { return chromedp.SendKeys(chromedp.CSS(field), text) }

	do(t, ctx, "open a concept", screen(1280), scheme("light"), chromedp.Navigate(address), previewed("belongs to neither"))
	do(t, ctx, "a label", write("#alternative", "half a sentence"), found("“half a sentence” would match in 1 passage"))
	sees(t, ctx, "#check-found .samples mark", "half a sentence")
	do(t, ctx, "a label of another concept", write("#hidden", "contradiction"), found("claimed by"))
	empty := func(field string) {
		ask[bool](t, ctx, fmt.Sprintf(`(document.querySelector(%q).value = "", true)`, field))
	}
	empty("#hidden")
	do(t, ctx, "take it back", write("#related", "no such thing"), found("unknown concept"), found("no such thing"))
	if got := text(t, ctx, "#check-found"); got == "" || ask[bool](t, ctx, `document.querySelector("#check-found").textContent.includes("claimed by")`) {
		t.Errorf("what was put right is still said: %q", got)
	}
	empty("#related")
	do(t, ctx, "put it right", write("#related", "knotworking"), found("holds together"))
	do(t, ctx, "write", write("#body", "Seen *anew* beside [[knotworking]]. "), previewed("Seen anew beside knotworking."))
	looked(t, ctx, "term")
	if got := here(t, ctx); got != address {
		t.Errorf("checking leads to %s", got)
	}
	do(t, ctx, "save", chromedp.Click(chromedp.CSS(".term-form .actions button:not(.second)")), chromedp.WaitVisible(chromedp.CSS(".notice")))
	sees(t, ctx, ".notice", "Saved")
	do(t, ctx, "its versions", chromedp.Navigate(address+"/history"), chromedp.WaitVisible(chromedp.CSS(".versions")))
	sees(t, ctx, ".versions", "the present one")
	looked(t, ctx, "versions")

	do(t, ctx, "without scripts", scripting(false), chromedp.Navigate(address), chromedp.SetValue(chromedp.CSS("#broader"), "no such thing"))
	if _, err := chromedp.RunResponse(ctx, chromedp.Click(chromedp.CSS(`button[name="check"]`))); err != nil {
		t.Fatal(err)
	}
	sees(t, ctx, "#check-found", "unknown concept")
	sees(t, ctx, "#check-preview", "Seen anew")
	do(t, ctx, "scripts again", scripting(true))
}
