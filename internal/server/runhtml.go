package server

import (
	"strconv"

	"recto/internal/corpus"
)

func (w *blockWriter) runs(runs []run) {
	for i := range runs {
		r := &runs[i]
		switch r.Kind {
		case turnRun:
			w.turn(r)
		case termRun:
			w.term(r)
		case citeRun:
			w.WriteString(`<a class="cited"`)
			w.attribute("id", r.ID)
			w.attribute("href", r.URL)
			w.WriteByte('>')
			w.pieces(r.Pieces)
			w.WriteString("</a>")
		case noteRun:
			w.noteMark(r)
		case signRun:
			w.sign(r)
		case gapRun:
			w.WriteString(`<span class="gap"`)
			w.attribute("title", r.Title)
			w.WriteString(">" + corpus.GapMark + "</span>")
		default:
			w.pieces(r.Pieces)
		}
	}
}

// turn marks where a printed page begins.
func (w *blockWriter) turn(r *run) {
	w.WriteString(`<a class="turn-mark"`)
	w.attribute("href", r.URL)
	w.WriteString(`><span class="hidden">Page </span><b>`)
	if r.Folio != "" {
		w.escape(r.Folio)
		w.WriteString("</b><small> · scan " + strconv.Itoa(r.Scan) + "</small></a>")
		return
	}
	w.WriteString("scan " + strconv.Itoa(r.Scan) + "</b></a>")
}

// term writes a term with its definition, and the way to the next term.
func (w *blockWriter) term(r *run) {
	w.WriteString(`<span class="term"><a`)
	w.attribute("id", r.ID)
	w.attribute("href", r.URL)
	w.attribute("aria-describedby", r.Gloss.ID)
	w.WriteByte('>')
	w.pieces(r.Pieces)
	w.WriteString(`</a><span class="gloss" data-nosnippet><b>`)
	w.escape(r.Gloss.Term)
	w.WriteString(`</b><span`)
	w.attribute("id", r.Gloss.ID)
	w.WriteByte('>')
	w.escape(r.Gloss.Definition)
	w.WriteString(`</span><small><a`)
	w.attribute("href", r.URL)
	w.WriteString(` tabindex="-1">All uses ›</a>`)
	if r.Gloss.Doubt != "" {
		w.WriteString(` · <a`)
		w.attribute("href", r.Gloss.Doubt)
		w.WriteString(` tabindex="-1">Doubtful reading ›</a>`)
	}
	if r.Gloss.Next != "" {
		w.WriteString(` · <a`)
		w.attribute("href", "#"+r.Gloss.Next)
		w.WriteString(`>Next term ›</a>`)
	}
	w.WriteString("</small></span></span>")
}

// noteMark writes the mark of a note and, where the note stands at its mark,
// the note itself: beside the line on wide screens, called up on narrow ones.
func (w *blockWriter) noteMark(r *run) {
	w.WriteString(`<a class="note-mark`)
	if r.Apart {
		w.WriteString(` apart`)
	}
	w.WriteByte('"')
	w.attribute("id", r.Note.MarkID)
	w.attribute("href", "#"+r.Note.ID)
	w.WriteString(` role="doc-noteref" aria-label="Note `)
	w.escape(r.Title)
	w.WriteString(`">`)
	w.escape(r.Title)
	w.WriteString("</a>")
	if r.Note.Listed {
		return
	}
	w.WriteString(`<span class="note"`)
	w.attribute("id", r.Note.ID)
	w.WriteString(` role="doc-footnote">`)
	w.label(r.Note.Label)
	w.runs(r.Note.Runs)
	w.back(r.Note)
	w.tail(r.Note)
	w.WriteString("</span>")
}

func (w *blockWriter) pieces(pieces []piece) {
	for i := range pieces {
		p := &pieces[i]
		if p.Plain() {
			w.escape(p.Text)
			continue
		}
		if p.Noted != "" {
			w.WriteString(`<mark class="noted"`)
			w.attribute("data-notes", p.Noted)
			w.WriteByte('>')
		}
		if p.Hit {
			w.WriteString("<mark>")
		}
		w.piece(p)
		if p.Hit {
			w.WriteString("</mark>")
		}
		if p.Noted != "" {
			w.WriteString("</mark>")
		}
	}
}

func (w *blockWriter) piece(p *piece) {
	name := "span"
	switch {
	case p.URL != "":
		name = "a"
	case !p.Here && !p.Among && p.Class == "":
		w.escape(p.Text)
		return
	}
	w.WriteByte('<')
	w.WriteString(name)
	if p.Here {
		w.attribute("id", hereID)
	}
	w.attribute("class", classes(p.Class, p.Among, "among"))
	if p.URL != "" {
		w.attribute("href", p.URL)
		w.attribute("rel", "nofollow") // each word of a library is no page to be found by
	}
	w.WriteByte('>')
	w.escape(p.Text)
	w.close(name)
}
