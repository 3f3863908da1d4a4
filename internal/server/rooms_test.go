package server_test

import (
	"fmt"
	"maps"
	"testing"
	"time"

	"recto/internal/corpus"
	"recto/internal/server/servertest"
)

// rooms is one address of each kind of page.
func (s *site) rooms() map[string]string {
	paper := s.edition.Papers()[0]
	volume, read := "/volumes/"+s.edition.Volume.ID, "/papers/"+paper.ID
	author := paper.Paper.Authors[0].Name()
	rooms := map[string]string{
		"home":       "/",
		"search":     "/search?q=expansive+learning",
		"passages":   "/search?q=concept:boundary-zone&as=passages",
		"kwic":       "/concordance?q=zone",
		"nothing":    "/search?q=%22nothing+whatever%22",
		"volumes":    "/volumes",
		"volume":     volume,
		"paper":      read,
		"hits":       read + "?q=boundary+zone",
		"facing":     read + "?view=both&q=boundary+zone&word=" + wordOf(paper),
		"marks":      read + "?marks=all&terms=all",
		"cited":      read + "?cite=" + paper.Blocks[len(paper.Blocks)/2].ID,
		"word":       read + "/words/" + wordOf(paper),
		"diplomatic": read + "?view=diplomatic",
		"page":       read + "/pages/" + paper.Paper.FirstFolio + "?q=boundary+zone",
		"notes":      read + "/notes?block=" + paper.Blocks[1].ID,
		"mine":       "/annotations",
		"spread":     read + "/pages/" + paper.Paper.FirstFolio + "?view=spread",
		"concepts":   "/concepts",
		"concept":    "/concepts/boundary-zone",
		"together":   "/concepts/together",
		"authors":    "/authors",
		"author":     "/authors/" + corpus.Slug(author),
		"help":       "/help",
		"missing":    "/nowhere",
		"admin":      "/admin",
		"job":        "/admin/jobs/1",
	}
	maps.Copy(rooms, s.desks())
	return rooms
}

// desks is one address of each kind of page where a volume is made.
func (s *site) desks() map[string]string {
	paper := s.edition.Papers()[0]
	care, correct := "/admin/volumes/"+s.edition.Volume.ID, "/admin/correct/"+s.edition.Volume.ID
	desks := map[string]string{
		"editions":     care,
		"shelf":        "/admin/volumes",
		"review":       care + "/review",
		"review-part":  care + "/parts/" + paper.ID,
		"corrections":  "/admin/correct",
		"correct":      correct,
		"correct-leaf": correct + "/words/" + wordOf(paper),
		"log":          "/admin/log",
		"status":       "/admin/status",
	}
	if s.before != "" {
		desks["compare"] = care + "/compare?from=" + s.before + "&to=" + s.edition.ID
		desks["teach"] = "/admin/correct/teach/1"
	}
	if s.arrange != "" {
		desks["arrange"] = s.arrange
	}
	return desks
}

// used makes the library one in which people have worked: a word is corrected in
// a later edition, and another correction waits.
func (s *site) used(t *testing.T) {
	t.Helper()
	s.before = s.edition.ID
	ada := s.account(t, corpus.Administrator)
	word := frequent(t, s.edition)
	c := corpus.Correction{Kind: corpus.Reread, At: corpus.PlaceOf(word.Words, 0, 1), Text: "quokkalore"}
	proposed := corpus.Correction{Kind: corpus.Reread, At: corpus.PlaceOf(rare(t, s.edition, 1)[0].Words, 0, 1), Text: "axolotlian", Note: "as in the title"}
	volume := s.edition.Volume.ID
	_, err := s.library.AddCorrections(t.Context(), 0, []corpus.CorrectionEntry{
		{Correction: c, Volume: volume, State: corpus.Accepted, Author: ada},
		{Correction: proposed, Volume: volume, State: corpus.Proposed, Author: s.account(t, corpus.Contributor)},
	}, time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC))
	must(t, err)
	e, err := s.library.Edition(t.Context(), s.before)
	must(t, err)
	for _, part := range e.Parts {
		for _, b := range part.Blocks {
			for i := range b.Tokens {
				if b.Tokens[i].ID() == word.ID() {
					b.Tokens[i].Text, b.Tokens[i].Emendation = c.Text, &corpus.Emendation{Kind: corpus.Corrected, Rule: "by-hand", Confidence: 1}
				}
			}
		}
	}
	e.ID, e.Made.Corrections = "", corpus.CorrectionsHash([]corpus.Correction{c})
	must(t, s.library.Publish(t.Context(), e, 0, "", time.Date(2026, 3, 2, 12, 30, 0, 0, time.UTC)))
	s.edition = e
}

// weaves adds a volume to the library whose lines are in doubt.
func (s *site) weaves(t *testing.T) {
	t.Helper()
	e := s.Volume(t, "woven.txt", servertest.Woven())
	for _, p := range e.Pages {
		for _, l := range p.Lines {
			if l.Break && len(l.Candidates) > 0 {
				s.arrange = fmt.Sprintf("/admin/correct/%s/scans/%d/arrange", e.Volume.ID, p.Scan)
				return
			}
		}
	}
	t.Fatal("no line of the woven volume is in doubt")
}

// wordOf is a word in the middle of a part's text.
func wordOf(p *corpus.Part) string { return p.Blocks[len(p.Blocks)/2].ID }
