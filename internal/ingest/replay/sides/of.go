package sides

import (
	"recto/internal/corpus"
	"recto/internal/ingest/streams"
)

// Of are the lines of the text of a scan, given in reading order, in the order
// of the source. Said is by Word.ID of a line's first word.
func Of(reading []corpus.Line, said map[string]corpus.Side) []Line {
	woven, place := streams.Of(reading)
	lines := make([]Line, len(reading))
	for t, k := range place {
		l := reading[k]
		id := l.ID()
		lines[t] = Line{ID: id, Words: len(l.Words), Origins: woven[t].Origins, Said: said[id]}
	}
	return lines
}
