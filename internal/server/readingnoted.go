package server

import (
	"context"
	"strconv"

	"recto/internal/corpus"
	"recto/internal/server/annotations"
	"recto/internal/server/page"
)

// notedHere are the readers' notes on a part that are shown in its text and on
// its scans: none to those who are not signed in.
func (s *server) notedHere(ctx context.Context, part corpus.PartText) (annotations.Here, error) {
	if s.notes == nil {
		return annotations.Here{}, nil
	}
	return s.notes.In(ctx, part)
}

// noted reports whether there can be any; where that is not known, there can.
func (s *server) noted(ctx context.Context, e corpus.PartEntry) bool {
	if s.notes == nil {
		return false
	}
	seen, err := s.notes.Seen(ctx, e)
	return seen || err != nil
}

// noteScan lays readers' notes over a page's scan, and says where to make one.
func (s *server) noteScan(ctx context.Context, p *scanPage, part corpus.PartText) error {
	if s.notes == nil || page.Person(ctx).ID == 0 || p.Picture == nil {
		return nil
	}
	here, err := s.notedHere(ctx, part)
	for _, n := range here.Notes {
		if n.Region != nil && n.Page.Scan == p.Entry.Scan && (p.Spread || n.Page.ID == p.Entry.ID) {
			p.Noted = append(p.Noted, n)
		}
	}
	p.Noting = true
	p.NotesURL, p.NoteKey = "/papers/"+part.Entry.ID+"/notes", pageKey("", p.Entry.Scan, p.Entry.Side)
	return err
}

// underlay tells of each token of a block which notes are on it.
func (r *reader) underlay(block int, looks []look) {
	for _, n := range r.noted {
		from, to := n.Words.From, n.Words.To
		if n.Region != nil || block < from.Block || block > to.Block {
			continue
		}
		for i := range looks {
			if block == from.Block && i < from.Token || block == to.Block && i > to.Token {
				continue
			}
			if looks[i].Noted != "" {
				looks[i].Noted += " "
			}
			looks[i].Noted += strconv.FormatInt(n.ID, 10)
		}
	}
}

// signs puts a sign after each noted passage that ends with one of some tokens.
func (r *reader) signs(w *runWriter, block, from, to int) {
	for _, n := range r.noted {
		end := n.Words.To
		if n.Region == nil && end.Block == block && end.Token >= from && end.Token < to {
			w.push(run{Kind: signRun, ID: n.Anchor(), Title: n.Label(), URL: n.URL, Public: n.Public})
		}
	}
}

// sign writes a sign: it has no text of its own, so that what is copied and
// counted of the text is the text.
func (w *blockWriter) sign(r *run) {
	w.WriteString(`<a class="note-sign`)
	if r.Public {
		w.WriteString(" public")
	}
	w.WriteByte('"')
	w.attribute("id", r.ID)
	w.attribute("href", r.URL)
	w.attribute("aria-label", r.Title)
	w.WriteString("></a>")
}
