package server_test

import (
	"strings"
	"testing"
	"time"

	"recto/internal/corpus"
)

// TestHostileText publishes a volume in which every text is an attack, and
// looks for one that got through on any page.
func TestHostileText(t *testing.T) {
	const attack = `"><script>alert(1)</script><img src=x onerror=alert(1)>{{.}}javascript:alert(1)`
	s, index := openSite(t, sampleGlossary(), idle)
	e := sampleEdition(t, noPicture)
	poison(e, attack)
	must(t, s.library.Publish(t.Context(), e, 0, "", time.Unix(0, 0)))
	must(t, index.Index(t.Context(), e))
	s.edition = e
	paths := []string{"/search?q=script", "/search?q=%3Cscript%3Ealert(1)", "/papers/" + e.Parts[1].ID + "/citation.bib", "/search?q=learning&volume=%22%3E%3Cscript%3E", "/papers/" + e.Parts[1].ID + "/pages/scan-1r?q=script"}
	for _, path := range s.rooms() {
		paths = append(paths, path)
	}
	for _, path := range paths {
		res, body := get(t, s, path)
		if res.StatusCode >= 500 {
			t.Errorf("%s: status %d", path, res.StatusCode)
		}
		for _, bad := range []string{"<script>alert", "<img src=x", `href="javascript:`} {
			if strings.Contains(body, bad) && strings.Contains(body, "<html") {
				t.Errorf("%s lets %q through", path, bad)
			}
		}
	}
}

func poison(e *corpus.Edition, attack string) {
	v := &e.Volume
	v.Title, v.Subtitle, v.Editors, v.Publisher, v.Rights = attack, attack, []string{attack}, attack, attack
	v.Sources[0].Name = attack
	e.Report.Problems = []corpus.Problem{{Stage: attack, Text: attack}}
	for i := range e.Pages {
		e.Pages[i].Folio = attack
		for j := range e.Pages[i].Lines {
			for k := range e.Pages[i].Lines[j].Words {
				e.Pages[i].Lines[j].Words[k].Raw = attack
			}
		}
	}
	for i := range e.Parts {
		p := &e.Parts[i]
		p.Title = attack
		if p.Paper != nil {
			p.Paper.Title, p.Paper.Subtitle = attack, attack
			p.Paper.Authors = []corpus.Author{{Given: attack, Family: attack, Affiliation: attack}}
		}
		for j := range p.Blocks {
			p.Blocks[j].Label = attack
			for k := range p.Blocks[j].Tokens {
				if tok := &p.Blocks[j].Tokens[k]; tok.Gap != "" {
					tok.Gap = attack
				} else {
					tok.Text = attack
				}
			}
		}
	}
}
