package server_test

import (
	"context"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// plots asks the points of plots what they stand for, with keys and pointer.
func plots(t *testing.T, ctx context.Context, s *site) {
	do(t, ctx, "open a concept", screen(1280), scheme("light"), chromedp.Navigate(s.URL+"/concepts/boundary-zone"), chromedp.Focus(chromedp.CSS(".years a")))
	tip(t, ctx, ".years a", "in ")
	do(t, ctx, "the passages come", until(`document.querySelector(".plot-tip p") !== null`))
	sees(t, ctx, ".plot-tip p", "boundary")
	do(t, ctx, "escape closes it", chromedp.KeyEvent(kb.Escape), until(`document.querySelector(".plot-tip").hidden`))
	if got := ask[bool](t, ctx, `document.activeElement === document.querySelector(".years a") && !document.activeElement.hasAttribute("aria-describedby")`); !got {
		t.Error("a closed tip takes the focus away, or still describes its point")
	}
	hovering(t, ctx, "th a[data-passages]")
	hovering(t, ctx, ".years a")

	do(t, ctx, "focus a concept of the graph", chromedp.Focus(chromedp.CSS(".net a")))
	tip(t, ctx, ".net a", "with both")
	lit := ask[[]int](t, ctx, `(() => {
		const net = document.querySelector(".net"), n = q => net.querySelectorAll(q).length;
		return [n("a.on"), n("a"), n(".between.on"), net.classList.contains("lit") ? 1 : 0];
	})()`)
	if lit[3] != 1 || lit[0] != lit[2]+1 {
		t.Errorf("%d of %d points are lit and %d lines between them, lit is %d", lit[0], lit[1], lit[2], lit[3])
	}
	do(t, ctx, "back to the year", chromedp.Focus(chromedp.CSS(".years a")))
	if _, err := chromedp.RunResponse(ctx, chromedp.KeyEvent(kb.Enter)); err != nil {
		t.Fatalf("follow the year to its passages: %v", err)
	}
	sees(t, ctx, ".hits mark", "boundary")

	sorting(t, ctx, s)
}

// tip waits for the tip of a point, which describes it.
func tip(t *testing.T, ctx context.Context, selector, want string) {
	t.Helper()
	do(t, ctx, "the tip of "+selector, until(`document.querySelector("`+selector+`").getAttribute("aria-describedby") === "plot-tip" && !document.querySelector(".plot-tip").hidden`))
	sees(t, ctx, ".plot-tip", want)
}

// hovering has a tip come by the pointer, and stay under it.
func hovering(t *testing.T, ctx context.Context, selector string) {
	t.Helper()
	ask[bool](t, ctx, `document.activeElement.blur() === undefined && document.querySelector("`+selector+`").scrollIntoView({block: "center"}) === undefined`)
	do(t, ctx, "to "+selector, pointer(middle(t, ctx, selector)))
	tip(t, ctx, selector, "mention")
	do(t, ctx, "its passages", until(`document.querySelector(".plot-tip p") !== null`))
	do(t, ctx, "onto the tip", pointer(middle(t, ctx, ".plot-tip")))
	do(t, ctx, "away", pointer(point{1, 1}), until(`document.querySelector(".plot-tip").hidden`))
}

func pointer(p point) action {
	return chromedp.MouseEvent("mouseMoved", p.X, p.Y)
}

// sorting sorts and filters the table of concepts by concepts.
func sorting(t *testing.T, ctx context.Context, s *site) {
	t.Helper()
	do(t, ctx, "open the table", chromedp.Navigate(s.URL+"/concepts/together"), chromedp.Click(chromedp.CSS(".matrix th:nth-child(2) .sort")),
		until(`document.querySelector(".matrix th:nth-child(2)").getAttribute("aria-sort") === "descending"`))
	figures := `[...document.querySelectorAll(".matrix tbody tr")].map(r => Number(r.cells[1].textContent))`
	if got := ask[bool](t, ctx, figures+`.every((n, i, all) => i === 0 || n <= all[i - 1])`); !got {
		t.Errorf("the rows are not sorted: %v", ask[[]float64](t, ctx, figures))
	}
	rows := ask[[]string](t, ctx, `[...document.querySelectorAll(".matrix tbody th")].map(h => h.textContent)`)
	do(t, ctx, "filter it", chromedp.SendKeys(chromedp.CSS(".filter input"), strings.ToUpper(rows[0])), until(`document.querySelector(".filter [role=status]").textContent !== ""`))
	left := ask[[]string](t, ctx, `[...document.querySelectorAll(".matrix tbody tr:not([hidden]) th")].map(h => h.textContent)`)
	for _, name := range left {
		if !strings.Contains(strings.ToLower(name), strings.ToLower(rows[0])) {
			t.Errorf("%s is shown where %s is asked for", name, rows[0])
		}
	}
	if len(left) == 0 || len(left) == len(rows) && len(rows) > 1 {
		t.Errorf("%d of %d rows are left", len(left), len(rows))
	}
}
