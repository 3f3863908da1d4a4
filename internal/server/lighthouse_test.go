package server_test

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// leastScore is what Lighthouse must give in every category but performance,
// which depends on the machine and is printed.
const leastScore = 0.98

// lighthouseReport is what Lighthouse reports, as far as the test reads it.
type lighthouseReport struct {
	Categories map[string]struct {
		Score  float64 `json:"score"`
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
				score := report.Categories[category].Score
				t.Logf("%s: %s %.0f", name, category, 100*score)
				if category != "performance" && score < leastScore {
					t.Errorf("%s: %s is %.0f, want %.0f at least:\n%s", name, category, 100*score, 100*leastScore, faults(report, category))
				}
			}
		})
	}
}

func measured(t *testing.T, ctx context.Context, node, script, address string) lighthouseReport {
	t.Helper()
	path := filepath.Join(t.TempDir(), "report.json")
	for tried := 1; ; tried++ { // now and then Lighthouse loses its trace, and asks to be run again
		command := exec.CommandContext(ctx, node, script, address, "--output=json", "--output-path="+path, "--quiet", "--max-wait-for-load=90000",
			"--only-categories=performance,accessibility,best-practices,seo",
			"--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --disable-background-networking --disable-component-update --disable-sync")
		command.Env = append(os.Environ(), "CHROME_PATH="+chromiumPath(t))
		out, err := command.CombinedOutput()
		if err == nil {
			break
		}
		if tried == 3 || !strings.Contains(string(out), "Please run Lighthouse again") {
			t.Fatalf("lighthouse %s: %v\n%s", address, err, out)
		}
	}
	data, err := os.ReadFile(path)
	must(t, err)
	var report lighthouseReport
	must(t, json.Unmarshal(data, &report))
	if report.Error != nil {
		t.Fatalf("lighthouse %s: %s", address, report.Error.Message)
	}
	return report
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
