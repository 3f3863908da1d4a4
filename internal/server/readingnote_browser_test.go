package server_test

import (
	"context"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// notesAtMarks opens and closes the notes of a paper at their marks on a phone,
// where they have no margin to stand in.
func notesAtMarks(t *testing.T, ctx context.Context, s *site, scripts bool) {
	const mark, note, back = ".text a.note-mark", ".text span.note", ".text span.note .note-back"
	address := s.URL + "/papers/" + s.edition.Papers()[0].ID
	shown, hidden := chromedp.WaitVisible(chromedp.CSS(note)), chromedp.WaitNotVisible(chromedp.CSS(note))
	press := func(selector string) action { return chromedp.Click(chromedp.CSS(selector)) }
	do(t, ctx, "open the paper", screen(390), scripting(scripts), chromedp.Navigate(address), chromedp.WaitVisible(chromedp.CSS(mark)), hidden)
	do(t, ctx, "the mark opens its note", press(mark), shown)
	if got := here(t, ctx); strings.Contains(got, "#") == scripts {
		t.Errorf("the address is %s", got)
	}
	do(t, ctx, "the way back closes it", press(back), hidden)
	if !scripts {
		return
	}
	do(t, ctx, "the keyboard is at the mark", until(`document.activeElement.matches("`+mark+`")`))
	do(t, ctx, "the mark closes it, too", press(mark), shown, press(mark), hidden)
	do(t, ctx, "and so does escape", press(mark), shown, chromedp.Focus(chromedp.CSS(back)), chromedp.KeyEvent(kb.Escape), hidden,
		until(`document.activeElement.matches("`+mark+`")`))
	do(t, ctx, "in a margin the note is there always", screen(1280), chromedp.Navigate(address), shown, press(mark), shown)
}
