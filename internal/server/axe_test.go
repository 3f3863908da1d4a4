package server_test

import (
	"context"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// violation is what axe-core reports, as far as a failing test prints it.
type violation struct {
	ID    string `json:"id"`
	Help  string `json:"help"`
	Nodes []struct {
		HTML    string `json:"html"`
		Summary string `json:"failureSummary"`
	} `json:"nodes"`
}

// accessible lets axe-core look at every kind of page, in light and dark, on a
// desk, enlarged to 200 %, and in a hand.
func accessible(t *testing.T, ctx context.Context, s *site) {
	axe, err := os.ReadFile("../../web/node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Skip("skipped: axe-core is not installed; npm ci in web brings it")
	}
	signIn(t, ctx, s)
	for name, path := range s.rooms() {
		for _, width := range []int64{1280, enlarged, 390} {
			do(t, ctx, path, screen(width), scheme("light"), chromedp.Navigate(s.URL+path))
			if shift := ask[float64](t, ctx, shifted); shift > steady {
				t.Errorf("%s at %d pixels moved by %v while it was loading", name, width, shift)
			}
			ask[bool](t, ctx, string(axe)+";true")
			axed(t, ctx, look{width, "light"}, name, "")
			if width == 1280 {
				do(t, ctx, "in the dark", scheme("dark"))
				axed(t, ctx, look{width, "dark"}, name, ofColour)
			}
		}
		for _, width := range []int64{320, 640, 1000} {
			do(t, ctx, path, screen(width))
			if wide := ask[float64](t, ctx, "document.documentElement.scrollWidth - innerWidth"); wide > 0 {
				t.Errorf("%s at %d pixels is %v too wide", name, width, wide)
			}
		}
	}
}

// ofColour are the rules that the dark can break: only colours differ in it.
const ofColour = `, runOnly: {type: "rule", values: ["color-contrast", "link-in-text-block"]}`

// axed lets axe-core, which is in the page, look at it by its rules or by those of
// an option.
func axed(t *testing.T, ctx context.Context, l look, name, only string) {
	t.Helper()
	report := ask[string](t, ctx, `axe.run(document, {resultTypes: ["violations"]`+only+`}).then(r => JSON.stringify(r.violations))`)
	for _, v := range violations(t, report) {
		t.Errorf("%s, %s, %d pixels: %s: %s\n%s", name, l.light, l.width, v.ID, v.Help, nodes(v))
	}
}

// enlarged is how many CSS pixels a window of 1280 has at 200 %.
const enlarged = 640

// steady is the most that a page may shift while it loads: half of what counts
// as good, https://web.dev/articles/cls.
const steady = 0.05

// shifted is the page's cumulative layout shift so far.
const shifted = `new Promise(done => {
	let sum = 0;
	const watch = new PerformanceObserver(list => list.getEntries().forEach(e => sum += e.value));
	watch.observe({type: "layout-shift", buffered: true});
	document.fonts.ready.then(() => requestAnimationFrame(() => requestAnimationFrame(() => {
		watch.takeRecords().forEach(e => sum += e.value);
		done(sum);
	})));
})`

func violations(t *testing.T, report string) []violation {
	t.Helper()
	var all []violation
	must(t, json.Unmarshal([]byte(report), &all))
	return all
}

func nodes(v violation) string {
	var b strings.Builder
	for _, n := range v.Nodes[:min(len(v.Nodes), 5)] {
		b.WriteString("  " + n.HTML + "\n    " + strings.ReplaceAll(n.Summary, "\n", "\n    ") + "\n")
	}
	return b.String()
}
