package server

import (
	"cmp"
	"net/http"
	"strconv"

	"github.com/go-chi/chi/v5"

	"recto/internal/corpus"
	"recto/internal/server/page"
)

type volumesPage struct {
	frame
	Volumes []shelved
}

func (s *server) volumes(w http.ResponseWriter, r *http.Request) error {
	volumes, err := s.Library.Volumes(r.Context())
	if err != nil {
		return err
	}
	page := volumesPage{
		frame:   frame{Title: "Volumes", Room: "volumes", Description: "All volumes of the library."},
		Volumes: shelve(volumes),
	}
	return s.render(w, r, http.StatusOK, "volumes", &page)
}

type volumePage struct {
	frame
	Entry    corpus.VolumeEntry
	Editors  string
	Contents []contentsEntry
	Papers   int
	Facts    []fact
	Scans    []link // with a picture
	Concepts *conceptTable
}

// contentsEntry is one line of the contents as printed.
type contentsEntry struct {
	Title   string
	URL     string
	Authors []link
	Folio   string
	Minor   bool   // not a paper
	State   string // how well it was read; empty where that is not shown
}

// fact is one line of a list of facts.
type fact struct{ Name, Value string }

func (s *server) volume(w http.ResponseWriter, r *http.Request) error {
	entry, err := s.Library.Volume(r.Context(), chi.URLParam(r, "volume"))
	if err != nil {
		return err
	}
	scans, err := s.Library.Scans(r.Context(), entry.Volume.ID)
	if err != nil {
		return err
	}
	states, err := s.states.of(r.Context(), s.Library, entry)
	if err != nil {
		return err
	}
	page := volumePage{
		frame:   frame{Title: entry.Volume.Title, Room: "volumes", Description: volumeDescription(entry)},
		Entry:   entry,
		Editors: page.JoinNames(entry.Volume.Editors),
		Facts:   quality(entry, states),
	}
	for _, p := range entry.Parts {
		line := contentsOf(p)
		if p.Paper != nil {
			page.Papers++
			line.State = states[p.ID].text()
		}
		page.Contents = append(page.Contents, line)
	}
	page.Concepts = s.conceptsOf(entry, states)
	for _, scan := range scans {
		if scan.Picture != "" {
			page.Scans = append(page.Scans, link{strconv.Itoa(scan.Number), scanURL(entry.Volume.ID, scan.Number, scan.Picture)})
		}
	}
	return s.render(w, r, http.StatusOK, "volume", &page)
}

// volumeDescription says in a sentence what a volume is.
func volumeDescription(v corpus.VolumeEntry) string {
	text := cmp.Or(v.Volume.Subtitle, v.Volume.Title, "A volume of proceedings")
	if len(v.Volume.Editors) > 0 {
		text += ", edited by " + page.JoinNames(v.Volume.Editors)
	}
	return text + ": " + page.Plural(papersIn(v), "paper", "papers") + ", searchable and citable by the printed page."
}

func contentsOf(p corpus.PartEntry) contentsEntry {
	c := contentsEntry{Title: partTitle(p), URL: paperURL(p.ID, "", ""), Authors: authorLinks(p.Paper), Minor: p.Paper == nil}
	if p.Paper != nil {
		c.Folio = p.Paper.FirstFolio
	}
	return c
}

// quality is what was counted of a volume, in a reader's words; what was not
// counted is left out.
func quality(v corpus.VolumeEntry, states map[string]partState) []fact {
	facts := []fact{{"Scans", page.Thousands(v.Scans)}, {"Printed pages", page.Thousands(v.Pages)}}
	count, gaps := v.Report.Counts, 0
	for _, state := range states {
		gaps += state.Gaps
	}
	counts := []struct {
		name string
		n    int
	}{
		{"Words", v.Report.Tokens},
		{"Corrected", count["correct.substituted"] + count["correct.parted"] + count["correct.joined"]},
		{"Doubtful, left alone", count["correct.unchanged"]},
		{"Gaps in papers", gaps},
		{"Uses of concepts", count["annotate.mentions"]},
		{"Citations linked", count["annotate.linked"]},
	}
	for _, c := range counts {
		if c.n > 0 {
			facts = append(facts, fact{c.name, page.Thousands(c.n)})
		}
	}
	return facts
}
