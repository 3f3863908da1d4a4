package server

import (
	"encoding/json"

	"recto/internal/corpus"
)

// zoomLevel is a copy of the whole scan, for a viewer that takes the one that is
// fine enough for what it shows.
type zoomLevel struct {
	URL    string `json:"url"`
	Width  int    `json:"width"`
	Height int    `json:"height"`
}

// zoomLevels are the copies of a scan from the coarsest to its own picture, as
// JSON; empty if there is no picture.
func (s *server) zoomLevels(volume string, e corpus.PageEntry) string {
	whole := s.shownPicture(volume, e, corpus.Box{X2: float64(e.Width), Y2: float64(e.Height)})
	if whole == nil {
		return ""
	}
	levels := make([]zoomLevel, 0, len(copyWidths)+1)
	for _, c := range whole.Copies {
		if c.Width < e.Width {
			levels = append(levels, zoomLevel{c.URL, c.Width, (e.Height*c.Width + e.Width/2) / e.Width})
		}
	}
	text, err := json.Marshal(append(levels, zoomLevel{whole.Full, e.Width, e.Height}))
	if err != nil {
		return "" // strings and numbers always marshal
	}
	return string(text)
}
