package server_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// leastScore is what Lighthouse must give in every category but performance,
// which depends on the machine and is printed.
const leastScore = 0.98

// lighthouseReport is what Lighthouse reports, as far as the test reads it.
type lighthouseReport struct {
	Categories map[string]struct {
		Score  *float64 `json:"score"` // nil where it is not known
		Audits []struct {
			ID     string  `json:"id"`
			Weight float64 `json:"weight"`
		} `json:"auditRefs"`
	} `json:"categories"`
	Audits map[string]struct {
		Title   string   `json:"title"`
		Score   *float64 `json:"score"`
		Display string   `json:"displayValue"`
	} `json:"audits"`
	Error *struct {
		Code    string `json:"code"`
		Message string `json:"message"`
	} `json:"runtimeError"`
}

// lighthouse holds the pages that readers meet first to Lighthouse's scores, as
// on a phone.
func lighthouse(t *testing.T, s *site) {
	if testing.Short() {
		t.Skip("skipped: a short test has no time for Lighthouse")
	}
	node, script := nodeScript(t, "lighthouse/cli/index.js")
	rooms := s.rooms()
	for _, name := range []string{"home", "search", "paper", "concept"} {
		t.Run(name, func(t *testing.T) {
			report := measured(t, t.Context(), node, script, s.URL+rooms[name])
			for _, category := range []string{"performance", "accessibility", "best-practices", "seo"} {
				score := *report.Categories[category].Score
				t.Logf("%s: %s %.0f", name, category, 100*score)
				if category != "performance" && score < leastScore {
					t.Errorf("%s: %s is %.0f, want %.0f at least:\n%s", name, category, 100*score, 100*leastScore, faults(report, category))
				}
			}
		})
	}
}

// measured is what Lighthouse reports of a page. It waits half a minute for each
// answer of the browser, and nobody can have it wait longer: where that is not
// enough, three times, the test is skipped.
func measured(t *testing.T, ctx context.Context, node, script, address string) lighthouseReport {
	t.Helper()
	var slow error
	for range 3 {
		report, err := reported(t, ctx, node, script, address)
		if err == nil {
			return report
		}
		if !errors.Is(err, errTooSlow) {
			t.Fatalf("lighthouse %s: %v", address, err)
		}
		slow = err
	}
	t.Skipf("skipped: %s cannot be measured on this machine: %v", address, slow)
	return lighthouseReport{}
}

// errTooSlow is that Lighthouse gave up for want of time.
var errTooSlow = errors.New("lighthouse had not enough time")

// tooSlow is what Lighthouse says where something took longer than it waits.
var tooSlow = []string{"Please run Lighthouse again", "PROTOCOL_TIMEOUT", "ECONNREFUSED", "Unable to connect to Chrome", "NO_FCP", "PAGE_HUNG"}

func reported(t *testing.T, ctx context.Context, node, script, address string) (report lighthouseReport, err error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(ctx, 2*patience)
	defer cancel()
	path := filepath.Join(t.TempDir(), "report.json")
	command := exec.CommandContext(ctx, node, script, address, "--output=json", "--output-path="+path, "--quiet", "--max-wait-for-load=90000",
		"--only-categories=performance,accessibility,best-practices,seo",
		"--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --disable-background-networking --disable-component-update --disable-sync")
	command.Env = append(os.Environ(), "CHROME_PATH="+chromiumPath(t))
	command.Cancel = func() error { return command.Process.Signal(os.Interrupt) } // it ends its browser
	command.WaitDelay = patience
	out, err := command.CombinedOutput()
	data, missing := os.ReadFile(path)
	said := string(out)
	if missing == nil && json.Unmarshal(data, &report) == nil && report.Error != nil {
		said += report.Error.Code + " " + report.Error.Message
	}
	switch {
	case ctx.Err() != nil || slices.ContainsFunc(tooSlow, func(s string) bool { return strings.Contains(said, s) }) || report.gaveUp():
		return report, fmt.Errorf("%w: %s", errTooSlow, said)
	case err != nil || missing != nil || report.Error != nil:
		return report, fmt.Errorf("%w\n%s", errors.Join(err, missing), said)
	}
	return report, nil
}

// gaveUp reports whether a category has no score: one of its audits broke off.
func (r lighthouseReport) gaveUp() bool {
	for _, c := range r.Categories {
		if c.Score == nil {
			return true
		}
	}
	return false
}

// faults are the audits of a category that were not passed.
func faults(r lighthouseReport, category string) string {
	var b strings.Builder
	for _, ref := range r.Categories[category].Audits {
		if a := r.Audits[ref.ID]; ref.Weight > 0 && a.Score != nil && *a.Score < 1 {
			b.WriteString("  " + ref.ID + ": " + a.Title + " " + a.Display + "\n")
		}
	}
	return b.String()
}
