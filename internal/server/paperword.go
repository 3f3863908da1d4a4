package server

import (
	"context"
	"fmt"
	"math"
	"net/http"
	"slices"

	"github.com/go-chi/chi/v5"

	"recto/internal/corpus"
)

// wordPage is the history of one word: what was read, what was made of it, why.
type wordPage struct {
	frame
	Heading      string
	Paper        link
	Volume       link
	Place        string
	Raw          string
	Done         string // what was done to it, in words
	Rule         string
	Confidence   string
	Engine       string // how sure the reading program was; empty if it did not say
	Alternatives []alternativeReading
	Before       string
	After        string
	TextURL      string
	ScanURL      string
	FacingURL    string
	CorrectURL   string // for those who may
	Strips       []strip
	Edition      string
}

type alternativeReading struct {
	Text       string
	Confidence string
}

// strip is the picture of the line that a word stands in.
type strip struct {
	Picture *picture
	Page    corpus.Box // what the picture shows of the scan
	View    corpus.Box // the strip of it
	Word    corpus.Box
}

func (s *server) word(w http.ResponseWriter, r *http.Request) error {
	part, ok, err := s.namedPart(w, r)
	if !ok || err != nil {
		return err
	}
	b, t, found := wordAt(part.Part, chi.URLParam(r, "word"))
	if !found {
		return errNoWord
	}
	page := wordHistory(part, part.Part.Blocks[b], t)
	token := part.Part.Blocks[b].Tokens[t]
	if page.Strips, err = s.strips(r.Context(), part, token); err != nil {
		return err
	}
	if len(page.Strips) > 0 {
		page.FacingURL = view{Name: facingView, Word: token.ID()}.url(part.Entry.ID, hereID)
	}
	return s.render(w, r, http.StatusOK, "word", &page)
}

var errNoWord = pageError{
	Status: http.StatusNotFound, Title: "That word is not in this edition",
	Text: "The paper may have been processed again since the address was taken, and the word read otherwise. Look for its neighbours in the paper.",
}

// wordHistory tells what is known of a block's token.
func wordHistory(part corpus.PartText, b corpus.Block, at int) wordPage {
	e, t := part.Entry, b.Tokens[at]
	page := wordPage{
		frame:   frame{Title: "“" + t.Text + "” in " + partTitle(e), Room: "volumes", NoIndex: true},
		Heading: t.Text,
		Paper:   link{partTitle(e), paperURL(e.ID, "", "")},
		Volume:  link{e.VolumeTitle, volumeURL(e.Volume)},
		Raw:     t.Raw(),
		Done:    done(t),
		Before:  corpus.Join(b.Tokens[max(0, at-12):at]),
		After:   corpus.Join(b.Tokens[at+1 : min(len(b.Tokens), at+13)]),
		TextURL: view{Word: t.ID()}.url(e.ID, hereID),
		Edition: corpus.ShortID(e.Edition),
	}
	if t.ID() != "" {
		page.CorrectURL = "/admin/correct/" + e.Volume + "/words/" + t.ID()
	}
	if t.Gap != "" {
		page.Heading = corpus.GapMark
	}
	if i := slices.IndexFunc(part.Pages, func(p corpus.PageEntry) bool { return p.ID == t.Page }); i >= 0 {
		p := part.Pages[i]
		page.Place = printedPlace(p, p)
		url := pageURL(e.ID, keyOf(p, part.Pages), "")
		page.ScanURL = url + queryMark(url) + "word=" + t.ID()
	}
	if n := len(t.Words); n > 0 && t.Words[0].Conf > 0 {
		page.Engine = percent(t.Words[0].Conf)
	}
	if m := t.Emendation; m != nil {
		page.Rule, page.Confidence = m.Rule, percent(m.Confidence)
		for _, a := range m.Alternatives {
			page.Alternatives = append(page.Alternatives, alternativeReading{a.Text, percent(a.Confidence)})
		}
	}
	return page
}

// done says what was done to a token.
func done(t corpus.Token) string {
	if t.Emendation == nil {
		return "Nothing: it reads as it was scanned, and nothing spoke against it."
	}
	switch t.Emendation.Kind {
	case corpus.Unchanged:
		return "Doubted, and left as it was scanned."
	case corpus.Dehyphenated:
		return "Joined over the end of a line."
	case corpus.Substituted:
		return "Letters were changed."
	case corpus.Parted:
		return "One word of the scan was read as several."
	case corpus.Joined:
		return "Several words of the scan were read as one."
	case corpus.Dropped:
		return "Left out as debris; a gap stands in its place."
	case corpus.Corrected:
		return "Corrected by a person."
	}
	return string(t.Emendation.Kind)
}

func percent(p float64) string { return fmt.Sprintf("%.0f\u00a0%%", math.Floor(100*p)) }

// strips are the lines of the scan in which a token's words stand.
func (s *server) strips(ctx context.Context, part corpus.PartText, t corpus.Token) ([]strip, error) {
	var all []strip
	for _, e := range part.Pages {
		spots := spotsOn(e, t)
		box := pageBox(e)
		picture := s.shownPicture(part.Entry.Volume, e, box)
		if len(spots) == 0 || picture == nil {
			continue
		}
		pages, err := s.Library.Page(ctx, part.Entry.Volume, e.Scan)
		if err != nil {
			return nil, err
		}
		for _, spot := range spots {
			all = append(all, strip{picture, box, stripAround(lineOf(pages, spot), box), spot})
		}
	}
	return all, nil
}

// lineOf is the box of the line that a word stands in, or the word's own.
func lineOf(pages []corpus.Page, word corpus.Box) corpus.Box {
	for _, p := range pages {
		for _, l := range p.Lines {
			var line corpus.Box
			found := false
			for _, w := range l.Words {
				found = found || w.Box == word
				line = line.Union(w.Box)
			}
			if found {
				return line
			}
		}
	}
	return word
}

// stripAround is a line with a little of what is above and below it.
func stripAround(line, page corpus.Box) corpus.Box {
	air := 0.6 * line.Height()
	return corpus.Box{
		X1: max(page.X1, line.X1-air), Y1: max(page.Y1, line.Y1-air),
		X2: min(page.X2, line.X2+air), Y2: min(page.Y2, line.Y2+air),
	}
}
