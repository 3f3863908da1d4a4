package server

import (
	"cmp"
	"encoding/xml"
	"net/http"
	"slices"
	"time"

	"recto/internal/corpus"
	"recto/internal/server/page"
)

// maxNew is how many volumes the home page calls new.
const maxNew = 5

// newVolume is a volume that was published lately.
type newVolume struct {
	link
	Published time.Time
}

// newest are the volumes by when their edition was published, the latest first.
func newest(volumes []corpus.VolumeEntry) []corpus.VolumeEntry {
	sorted := slices.Clone(volumes)
	slices.SortStableFunc(sorted, func(a, b corpus.VolumeEntry) int { return b.Published.Compare(a.Published) })
	return sorted
}

func newVolumes(volumes []corpus.VolumeEntry) []newVolume {
	var all []newVolume
	for _, v := range newest(volumes)[:min(maxNew, len(volumes))] {
		all = append(all, newVolume{link{cmp.Or(v.Volume.Title, "Untitled volume"), volumeURL(v.Volume.ID)}, v.Published})
	}
	return all
}

// feed tells feed readers what is new: the volumes, the latest first.
func (s *server) feed(w http.ResponseWriter, r *http.Request) error {
	volumes, err := s.Library.Volumes(r.Context())
	if err != nil {
		return err
	}
	feed := atomFeed{
		ID: s.absolute("/feed.atom"), Title: "Recto: new volumes", Updated: time.Unix(0, 0).UTC().Format(time.RFC3339),
		Link: []atomLink{{"self", s.absolute("/feed.atom")}, {"alternate", s.absolute("/")}},
	}
	for i, v := range newest(volumes)[:min(feedSize, len(volumes))] {
		e := s.volumeEntry(v)
		if i == 0 {
			feed.Updated = e.Updated
		}
		feed.Entries = append(feed.Entries, e)
	}
	w.Header().Set("Content-Type", "application/atom+xml; charset=utf-8")
	if _, err := w.Write([]byte(xml.Header)); err != nil {
		return err
	}
	return xml.NewEncoder(w).Encode(feed)
}

func (s *server) volumeEntry(v corpus.VolumeEntry) atomEntry {
	e := atomEntry{
		ID: s.absolute(volumeURL(v.Volume.ID)), Title: cmp.Or(v.Volume.Title, "Untitled volume"),
		Updated: v.Published.UTC().Format(time.RFC3339), Link: atomLink{Href: s.absolute(volumeURL(v.Volume.ID))},
		Summary: page.Plural(papersIn(v), "paper", "papers") + ", " + page.Plural(v.Pages, "page", "pages"),
	}
	for _, name := range v.Volume.Editors {
		e.Author = append(e.Author, author{name})
	}
	if len(e.Author) == 0 {
		e.Author = []author{{cmp.Or(v.Volume.Publisher, "Recto")}} // RFC 4287 asks for one
	}
	return e
}
