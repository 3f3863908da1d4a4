package server_test

import (
	"context"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// facing goes from the text to the scan beside it and back, with scripts in
// place and without them by way of the page's own view.
func facing(t *testing.T, ctx context.Context, s *site) {
	const word = ".leaf .text p[id] > a:nth-of-type(3)"
	address := s.URL + "/papers/" + s.edition.Papers()[0].ID + "?view=both"

	do(t, ctx, "open the paper beside its scan", screen(1280), scheme("light"), chromedp.Navigate(address))
	read := text(t, ctx, word)
	do(t, ctx, "the words' boxes come", chromedp.WaitReady(chromedp.CSS(".leaf .sheet > svg a")))
	do(t, ctx, "a word of the text", chromedp.Click(chromedp.CSS(word)), chromedp.WaitReady(chromedp.CSS(".sheet svg a.here")))
	if got := ask[string](t, ctx, `document.querySelector(".text a.here").textContent`); got != read {
		t.Errorf("chose %q, and %q is marked", read, got)
	}
	if got := here(t, ctx); !strings.Contains(got, "word=") || !strings.HasPrefix(got, address) {
		t.Errorf("the address is %s", got)
	}
	ask[bool](t, ctx, `document.querySelectorAll(".leaf")[0].querySelectorAll(".sheet svg a:not(.here)")[30].dispatchEvent(new MouseEvent("click", {bubbles: true, cancelable: true}))`)
	do(t, ctx, "a word of the scan", until(`document.querySelectorAll(".text a.here").length == 1 && document.querySelector(".text a.here").textContent != "`+read+`"`))

	do(t, ctx, "without scripts", scripting(false), chromedp.Navigate(address))
	follow(t, ctx, word)
	sees(t, ctx, ".spot", read)
	do(t, ctx, "its box is marked", chromedp.WaitReady(chromedp.CSS(".scan svg a.here rect")))
	follow(t, ctx, ".scan svg a.here")
	sees(t, ctx, ".text #here", read)
	do(t, ctx, "and on the scan beside it", chromedp.WaitReady(chromedp.CSS(".leaf .spots rect.here")), scripting(true))
}

// histories opens what is known of a doubtful word beside the word.
func histories(t *testing.T, ctx context.Context, s *site) {
	do(t, ctx, "open the paper", screen(1280), chromedp.Navigate(s.URL+"/papers/"+s.edition.Papers()[0].ID+"?marks=all"))
	const word = ".text a.doubt"
	do(t, ctx, "choose a word", chromedp.Click(chromedp.CSS(word)), chromedp.WaitVisible(chromedp.CSS(".word-card dl")))
	sees(t, ctx, ".word-card", "Scanned as")
	do(t, ctx, "escape closes it", chromedp.KeyEvent(kb.Escape), chromedp.WaitNotPresent(chromedp.CSS(".word-card")))
	if !ask[bool](t, ctx, `document.activeElement.matches("`+word+`")`) {
		t.Error("the focus did not go back to the word")
	}
}
