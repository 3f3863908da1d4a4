package server_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"recto/internal/corpus"
)

// browser starts Chromium, or skips the test where there is none.
func browser(t *testing.T) context.Context {
	t.Helper()
	path := chromiumPath(t)
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.WSURLReadTimeout(patience), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true), chromedp.Flag("disable-back-forward-cache", true), chromedp.NoFirstRun, chromedp.Flag("disable-dev-shm-usage", true))
	allocated, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, quit := chromedp.NewContext(allocated)
	t.Cleanup(quit)
	must(t, chromedp.Do(ctx, chromedp.Navigate("about:blank")))
	return ctx
}

// chromiumPath finds Chromium, or skips the test where there is none, and among
// the short tests: those look for races in the program, and a race detector
// beside a browser takes minutes.
func chromiumPath(t *testing.T) string {
	t.Helper()
	if testing.Short() {
		t.Skip("skipped: tests in a browser run without -short")
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			return found
		}
	}
	t.Skip("skipped: no Chromium here; apt-get install chromium brings it")
	return ""
}

// tab opens another tab of a browser.
func tab(t *testing.T, chromium context.Context) context.Context {
	t.Helper()
	ctx, shut := chromedp.NewContext(chromium)
	t.Cleanup(shut)
	must(t, chromedp.Do(ctx, chromedp.Navigate("about:blank")))
	return ctx
}

// patience is how long a step in the browser may take, on a machine that has
// much else to do.
const patience = 2 * time.Minute

// action is a step in the browser that gives nothing back.
type action = chromedp.Action[chromedp.Void]

// do takes steps in the browser and fails the test with what they were for.
func do(t *testing.T, ctx context.Context, what string, steps ...action) {
	t.Helper()
	patient, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if err := chromedp.Do(patient, steps...); err != nil {
		t.Fatalf("%s: %v\n%s", what, err, shown(ctx))
	}
}

// shown is where the browser is and what it shows there, for who looks into a
// failure.
func shown(ctx context.Context) string {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	text, err := chromedp.Run(ctx, chromedp.Evaluate[string](`location.href + "\n" + (document.querySelector("main") ?? document.body).innerText.slice(0, 2000)`))
	if err != nil {
		return "what the page shows cannot be told: " + err.Error()
	}
	return text
}

// ask evaluates an expression in the page.
func ask[T any](t *testing.T, ctx context.Context, expression string) T {
	t.Helper()
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	value, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("%s: %v", expression, err)
	}
	return value
}

// command is a protocol command that gives nothing back.
func command[P, R any](cmd cdp.Command[P, R], params P) action {
	return chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, cmd, params)
		return err
	})
}

func scripting(on bool) action {
	return command(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on})
}

// scheme has the page drawn "light" or "dark".
func scheme(name string) action {
	return command(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: name}, {Name: "prefers-reduced-motion", Value: "reduce"},
	}})
}

// screen is a window of that many CSS pixels across.
func screen(width int64) action {
	return command(emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: 900, DeviceScaleFactor: 1, Mobile: width < 600})
}

// signIn gives the browser an administrator's session, unless it has one.
func signIn(t *testing.T, ctx context.Context, s *site) {
	t.Helper()
	s.account(t, corpus.Administrator)
	do(t, ctx, "ask for the administrator's rooms", chromedp.Navigate(s.URL+"/admin"))
	if !strings.Contains(here(t, ctx), "/login") {
		return
	}
	do(t, ctx, "sign in", chromedp.SendKeys(chromedp.CSS("#email"), string(corpus.Administrator)+"@example.org"),
		chromedp.SendKeys(chromedp.CSS("#password"), password), chromedp.Submit(chromedp.CSS("#password")), chromedp.WaitVisible(chromedp.CSS("#source")))
}

// pictures are taken of the pages for people to look at, into the folder that
// RECTO_PICTURES names.
func pictures(t *testing.T, ctx context.Context, s *site) {
	dir := os.Getenv("RECTO_PICTURES")
	if dir == "" {
		t.Skip("skipped: RECTO_PICTURES names no folder to put pictures in")
	}
	signIn(t, ctx, s)
	rooms := s.rooms()
	rooms["definition"] = rooms["paper"]
	for name, path := range rooms {
		for _, width := range []int64{1280, 390} {
			for _, light := range []string{"light", "dark"} {
				do(t, ctx, name, screen(width), scheme(light), chromedp.Navigate(s.URL+path))
				ask[bool](t, ctx, "document.fonts.ready.then(() => true)")
				if name == "definition" {
					do(t, ctx, "open a definition", chromedp.Focus(chromedp.CSS(".text p .term > a")), becomes(".text p .term .gloss", "visible"))
				}
				png, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
				must(t, err)
				must(t, os.WriteFile(filepath.Join(dir, fmt.Sprintf("%s-%d-%s.png", name, width, light)), png, 0o644))
			}
		}
	}
}
