package server_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

// look is a way in which a page is looked at: so many CSS pixels across, "light"
// or "dark".
type look struct {
	width int64
	light string
}

var looks = []look{{1280, "light"}, {1280, "dark"}, {390, "light"}, {390, "dark"}}

// at lets axe-core look at the page as it stands, and takes a picture of it.
func (l look) at(t *testing.T, ctx context.Context, name string) {
	t.Helper()
	axe, err := os.ReadFile("../../web/node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Skip("skipped: axe-core is not installed; npm ci in web brings it")
	}
	ask[bool](t, ctx, string(axe)+";true")
	axed(t, ctx, l, name, "")
	if wide := ask[float64](t, ctx, "document.documentElement.scrollWidth - innerWidth"); wide > 0 {
		t.Errorf("%s at %d pixels is %v too wide", name, l.width, wide)
	}
	picture(t, ctx, fmt.Sprintf("%s-%d-%s", name, l.width, l.light))
}

// looked looks at the page as it stands in all ways.
func looked(t *testing.T, ctx context.Context, name string) {
	t.Helper()
	for _, l := range looks {
		do(t, ctx, name, screen(l.width), scheme(l.light))
		l.at(t, ctx, name)
	}
	do(t, ctx, name, screen(looks[0].width), scheme(looks[0].light))
}

// picture takes one for people to look at, where a folder for them is named.
func picture(t *testing.T, ctx context.Context, name string) {
	t.Helper()
	if dir := os.Getenv("RECTO_PICTURES"); dir != "" {
		png, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
		must(t, err)
		must(t, os.WriteFile(filepath.Join(dir, name+".png"), png, 0o644))
	}
}
