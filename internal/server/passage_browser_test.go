package server_test

import (
	"context"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// selecting selects words of the text, cites them, and follows the lasting link.
func selecting(t *testing.T, ctx context.Context, s *site) {
	address := s.URL + "/papers/" + s.edition.Papers()[0].ID
	do(t, ctx, "open the paper", screen(1280), scheme("light"), chromedp.Navigate(address))
	quote := ask[string](t, ctx, `(() => {
		const p = [...document.querySelectorAll(".text > p[id]:not([class])")].find(p => p.textContent.split(" ").length > 40);
		const walk = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
		const skipped = n => n.parentElement.closest(".gloss, .turn-mark, .note, .pin, .note-mark");
		let all = [];
		for (let n = walk.nextNode(); n; n = walk.nextNode()) if (!skipped(n)) all.push(n);
		const first = all[0], last = all.findLast(n => n.data.trim().split(" ").length > 3);
		const words = last.data.trimEnd().split(" ");
		const range = document.createRange();
		range.setStart(first, first.data.indexOf(" ") + 2); // within the second word
		range.setEnd(last, last.data.length - (last.data.length - last.data.trimEnd().length) - words.at(-1).length - 1);
		getSelection().removeAllRanges();
		getSelection().addRange(range);
		return p.id + " " + all[0].data.split(" ")[1] + " " + words.at(-2);
	})()`)
	parts := strings.Split(quote, " ")
	do(t, ctx, "the bar comes", chromedp.WaitVisible(chromedp.CSS(".cite-bar a")))
	do(t, ctx, "escape closes it", chromedp.KeyEvent(kb.Escape), chromedp.WaitNotPresent(chromedp.CSS(".cite-bar")))
	ask[bool](t, ctx, `getSelection().extend(getSelection().focusNode, getSelection().focusOffset - 1) === undefined`)
	do(t, ctx, "selecting again opens it", chromedp.WaitVisible(chromedp.CSS(".cite-bar a")))
	follow(t, ctx, ".cite-bar a")
	got := text(t, ctx, ".quoted")
	if !strings.HasPrefix(got, "“"+parts[1]) || !strings.Contains(got, parts[2]+"”") && !strings.HasSuffix(got, "…”") {
		t.Errorf("selected from %q to %q, and it cites %q", parts[1], parts[2], got)
	}
	follow(t, ctx, `.citebox a[href*="sum="]`)
	sees(t, ctx, ".text #here", parts[1])
	if got := ask[bool](t, ctx, `document.querySelector(".paper-head .notice") === null`); !got {
		t.Error("the text is said to have changed")
	}
}
