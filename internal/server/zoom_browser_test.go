package server_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// zooming opens a page's scan in the viewer, follows a word there, turns the
// page by key and closes it; without scripts it goes to a page by its folio.
func zooming(t *testing.T, ctx context.Context, s *site) {
	paper := s.edition.Papers()[0]
	pages := s.URL + "/papers/" + paper.ID + "/pages/"
	const word = `[...document.querySelectorAll(".zoom svg a")].map(a => a.getBoundingClientRect()).find(r => r.top > 250 && r.bottom < 600 && r.width > 20 && r.left > 200)`
	do(t, ctx, "open a page", screen(1280), scheme("light"), chromedp.Navigate(pages+paper.Paper.FirstFolio),
		chromedp.Click(chromedp.CSS(".zoom-open")), until(`!!(document.querySelector(".zoom canvas") && `+word+")"))
	if !ask[bool](t, ctx, `document.activeElement.closest(".zoom") !== null`) {
		t.Error("the viewer has not the focus")
	}
	before := ask[float64](t, ctx, word+".width")
	do(t, ctx, "it zooms by key", chromedp.KeyEvent("+"), until(word+".width > "+fmt.Sprint(before)))
	do(t, ctx, "a page further by key", chromedp.KeyEvent(kb.PageDown), chromedp.WaitReady(chromedp.CSS(".thumbs li:nth-child(2) a[aria-current]")), until(`!!(document.querySelector(".zoom canvas") && `+word+")"))
	at := ask[point](t, ctx, `(r => ({X: r.x + r.width / 2, Y: r.y + r.height / 2}))(`+word+`)`)
	do(t, ctx, "a word leads to the text", chromedp.MouseClickXY(at.X, at.Y), chromedp.WaitVisible(chromedp.CSS(".leaf .text #here")))
	do(t, ctx, "back, and closed", chromedp.NavigateBack(), chromedp.WaitReady(chromedp.CSS(".thumbs li:nth-child(2) a[aria-current]")), until(`!!(document.querySelector(".zoom canvas") && `+word+")"), chromedp.KeyEvent(kb.Escape),
		chromedp.WaitNotPresent(chromedp.CSS(".zoom")), until(`document.activeElement.matches(".zoom-open") && document.querySelector(".sheet > svg a") !== null`))

	do(t, ctx, "without scripts", scripting(false), chromedp.Navigate(pages+paper.Paper.FirstFolio),
		chromedp.SendKeys(chromedp.CSS("#go-to"), paper.Paper.LastFolio), chromedp.Submit(chromedp.CSS("#go-to")), chromedp.WaitReady(chromedp.CSS(".thumbs li:last-child a[aria-current]")))
	if got := here(t, ctx); !strings.HasSuffix(got, "/pages/"+paper.Paper.LastFolio) {
		t.Errorf("page %s was asked for, and %s came", paper.Paper.LastFolio, got)
	}
	do(t, ctx, "scripts again", scripting(true))
}
