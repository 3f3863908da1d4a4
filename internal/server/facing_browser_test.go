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

// windows reads a long paper beside its scans: its pages come as the reader goes
// on, arrows go from word to word, and an old address of a page finds it.
func windows(t *testing.T, ctx context.Context, s *site) {
	paper := s.URL + "/papers/" + s.edition.Papers()[0].ID
	const word, second = ".leaf .text a[href*='word=']", `document.querySelectorAll(".leaf .text a[href*='word=']")[1]`
	do(t, ctx, "open a long paper", screen(1280), scheme("light"), chromedp.Navigate(paper+"?view=both"), until(second+`.tabIndex === -1`))
	do(t, ctx, "an arrow leads on", chromedp.Focus(chromedp.CSS(word)), chromedp.KeyEvent(kb.ArrowRight), until(`document.activeElement === `+second))
	do(t, ctx, "and Tab out of the words", chromedp.KeyEvent(kb.Tab), until(`!document.activeElement.matches(".leaf:first-of-type .text a[href*='word=']")`))
	do(t, ctx, "all pages come", until(`(document.querySelector(".leaves.more")?.scrollIntoView(), document.getElementById("page-139") !== null)`))
	if got := ask[string](t, ctx, `[...document.querySelectorAll(".leaf")].slice(-40).map((l, i) => l.id === "page-" + (100 + i) ? "" : l.id).join("")`); got != "" {
		t.Errorf("out of order: %s", got)
	}
	if ask[bool](t, ctx, `document.querySelector(".leaves.more") !== null || document.querySelectorAll("#page-139 .text a:not([tabindex])").length > 1`) {
		t.Error("the last pages lead on, or each of their words stops the keyboard")
	}
	do(t, ctx, "a word of a page that came", until(`document.querySelector("#page-139 .sheet > svg a") !== null`), chromedp.Click(chromedp.CSS("#page-139 .text a")),
		chromedp.WaitReady(chromedp.CSS("#page-139 .sheet svg a.here")))

	do(t, ctx, "an old address", chromedp.Navigate(paper+"?view=both#page-130"), chromedp.WaitReady(chromedp.CSS("#page-130:target")))
	do(t, ctx, "to cite", chromedp.Navigate(paper+"?view=both#cite"), chromedp.WaitReady(chromedp.CSS("#cite:target")), until(`Math.abs(document.querySelector("#cite").getBoundingClientRect().top) < innerHeight`))

	do(t, ctx, "without scripts", scripting(false), chromedp.Navigate(paper+"?view=both"))
	follow(t, ctx, ".leaves.more a[rel=next]")
	do(t, ctx, "the next pages", chromedp.WaitReady(chromedp.CSS(".leaf:target")), chromedp.SendKeys(chromedp.CSS("#go-to"), "120"))
	leads(t, ctx, chromedp.Submit(chromedp.CSS("#go-to")))
	do(t, ctx, "the page that was named", chromedp.WaitReady(chromedp.CSS("#page-120:target")), scripting(true))
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
