package annotations

import (
	"context"
	"net/url"
	"slices"
	"strconv"

	"recto/internal/anchor"
	"recto/internal/corpus"
	"recto/internal/server/page"
)

// Here is what a reader may see of the annotations on a part, where they stand.
type Here struct {
	URL     string // of all notes on the part
	Notes   []Note // in the order of the text
	Orphans int    // made in this part, and nowhere in it now
}

// Note is an annotation as the page of a part shows it.
type Note struct {
	ID     int64
	URL    string // its own address
	Author string
	Mine   bool
	Public bool
	Reads  string       // what it is about, shortened
	Says   string       // its text, shortened; empty: a highlight
	Words  anchor.Range // what it is about, unless that is a region
	Page   corpus.PageEntry
	Region *corpus.Region // nil if it is about words
	place  string
}

// Seen reports whether the one who asks may see annotations that can stand in a
// part of the present edition. Who is not signed in sees none in the text.
func (n *Rooms) Seen(ctx context.Context, e corpus.PartEntry) (bool, error) {
	all, err := n.seen(ctx, e)
	return len(all) > 0, err
}

// In gives the annotations in a part to the one who asks. One that was made in
// another part of the volume is looked for only if it can have moved: if it was
// made in another edition.
func (n *Rooms) In(ctx context.Context, text corpus.PartText) (here Here, err error) {
	all, err := n.seen(ctx, text.Entry)
	if err != nil || len(all) == 0 {
		return here, err
	}
	here.URL = "/papers/" + url.PathEscape(text.Entry.ID) + "/notes"
	f := n.finder()
	f.parts[text.Entry.ID] = partOf(text)
	var standing []placed
	for _, a := range all {
		p, err := f.place(ctx, a)
		if err != nil {
			return here, err
		}
		switch {
		case p.Part.ID == text.Entry.ID:
			standing = append(standing, p)
		case p.Orphan() && a.Part == text.Entry.ID:
			here.Orphans++
		}
	}
	slices.SortStableFunc(standing, byPlace)
	for _, p := range standing {
		here.Notes = append(here.Notes, p.note())
	}
	return here, nil
}

func (n *Rooms) seen(ctx context.Context, e corpus.PartEntry) ([]corpus.Annotation, error) {
	person := page.Person(ctx)
	if person.ID == 0 {
		return nil, nil
	}
	all, err := n.Store.VolumeAnnotations(ctx, e.Volume, person)
	return slices.DeleteFunc(all, func(a corpus.Annotation) bool { return a.Part != e.ID && a.Edition == e.Edition }), err
}

// Anchor is the id of the note's sign on the page of its part.
func (n Note) Anchor() string { return "noted-" + strconv.FormatInt(n.ID, 10) }

// Label says in words what the sign means.
func (n Note) Label() string {
	switch {
	case n.Says == "" && n.Mine:
		return "Your highlight"
	case n.Says == "":
		return "Highlight by " + n.Author
	case n.Mine:
		return "Your note: " + n.Says
	}
	return "Note by " + n.Author + ": " + n.Says
}

// Tab is the part of a region that is chosen to open the note: the rest of it
// lies over words that can be chosen themselves.
func (n Note) Tab() corpus.Box {
	if n.Region == nil {
		return corpus.Box{}
	}
	side := 0.018 * float64(n.Region.Width)
	b := n.Region.Box
	return corpus.Box{X1: b.X2 - side, Y1: b.Y1 - side, X2: b.X2, Y2: b.Y1}
}

// Place leads to the note's sign.
func (n Note) Place() string { return n.place }

func (p placed) note() Note {
	place := "#noted-" + strconv.FormatInt(p.ID, 10)
	if p.OnScan() {
		place = p.Place()
	}
	return Note{
		ID: p.ID, URL: p.URL(), Author: p.Author.Name, Mine: p.Mine, Public: p.Public,
		Reads: shortened(p.Reads()), Says: shortened(p.Text), Words: p.at, Page: p.Page, Region: p.Now.Region, place: place,
	}
}
