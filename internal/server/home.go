package server

import (
	"context"
	"net/http"
	"slices"

	"recto/internal/corpus"
	"recto/internal/server/desk"
)

type homePage struct {
	frame
	Volumes  []shelved
	Open     bool // few enough to show what is in them
	Concepts []letter
	Examples []link
	Working  bool // a first volume is being processed
	New      []newVolume
	Timeline *timeline
}

// shelved is a volume as it stands on the shelf.
type shelved struct {
	URL      string
	Volume   corpus.Volume
	Papers   int
	Pages    int
	Contents []contentsEntry // papers
}

func (s *server) home(w http.ResponseWriter, r *http.Request) error {
	volumes, err := s.Library.Volumes(r.Context())
	if err != nil {
		return err
	}
	counts, err := s.Library.ConceptCounts(r.Context())
	if err != nil {
		return err
	}
	page := homePage{
		frame:    frame{Home: true, Description: "Scanned seminar proceedings as a searchable, citable library."},
		Volumes:  shelve(volumes),
		Concepts: conceptIndex(s.Glossary.Concepts(), counts, true),
		New:      newVolumes(volumes),
		Timeline: timelineOf(volumes),
	}
	page.Alternates = []alternate{{URL: "/feed.atom", MediaType: "application/atom+xml"}}
	if len(volumes) == 0 {
		if page.Working, err = s.working(r.Context()); err != nil {
			return err
		}
		if page.Working {
			page.Refresh = 2 * desk.RefreshAfter
		}
	}
	page.Open = len(volumes) > 0 && len(volumes) <= 3
	page.Examples = examples(s.Glossary.Concepts(), counts)
	return s.render(w, r, http.StatusOK, "home", &page)
}

// working reports whether a job is under way.
func (s *server) working(ctx context.Context) (bool, error) {
	jobs, err := s.Jobs.Jobs(ctx)
	return slices.ContainsFunc(jobs, func(j corpus.Job) bool { return j.State == corpus.Queued || j.State == corpus.Running }), err
}

func shelve(volumes []corpus.VolumeEntry) []shelved {
	shelf := make([]shelved, 0, len(volumes))
	for _, v := range volumes {
		item := shelved{URL: volumeURL(v.Volume.ID), Volume: v.Volume, Papers: papersIn(v), Pages: v.Pages}
		for _, p := range v.Parts {
			if p.Paper != nil {
				item.Contents = append(item.Contents, contentsOf(p))
			}
		}
		shelf = append(shelf, item)
	}
	return shelf
}

// examples are searches that surely find something: the most used concepts.
func examples(concepts []corpus.Concept, counts map[string]int) []link {
	used := mostUsed(concepts, counts, 3)
	links := make([]link, 0, len(used))
	for _, c := range used {
		links = append(links, link{c.Preferred, searchURL(c.Preferred)})
	}
	return links
}
