package annotations

import (
	"cmp"
	"context"
	"errors"
	"net/url"
	"slices"
	"strconv"

	"recto/internal/anchor"
	"recto/internal/corpus"
	"recto/internal/publish"
	"recto/internal/server/page"
)

// placed is an annotation with the place that it has today.
type placed struct {
	corpus.Annotation
	Fate anchor.Fate
	Part corpus.PartEntry // in which it stands now; of an orphan the zero value
	Now  corpus.Anchor    // of an orphan the zero value
	Page corpus.PageEntry // of a region, the page that it lies on now
	Mine bool
	Edit bool // whoever asks may hide it
	at   anchor.Range
}

// Orphan reports whether the words are not found any more.
func (p placed) Orphan() bool { return p.Fate == anchor.Orphan }

// Reads is the passage as it reads now, or did before it was lost, or the name
// of the place on the scan.
func (p placed) Reads() string {
	if p.OnScan() {
		return "a place on " + p.pageName()
	}
	if p.Orphan() {
		return p.Anchor.Exact
	}
	return p.Now.Exact
}

func (p placed) pageName() string {
	if p.Page.Folio != "" {
		return "page " + p.Page.Folio
	}
	if p.Orphan() {
		return "scan " + strconv.Itoa(p.Anchor.Region.Scan)
	}
	return "scan " + strconv.Itoa(p.Page.Scan)
}

// OnScan reports whether the annotation is on a scan, and not on words.
func (p placed) OnScan() bool { return p.Anchor.Region != nil }

// Remade reports whether the passage reads otherwise than when it was marked.
func (p placed) Remade() bool { return !p.Orphan() && !p.OnScan() && p.Now.Exact != p.Anchor.Exact }

// URL is the annotation's own address.
func (p placed) URL() string { return "/annotations/" + strconv.FormatInt(p.ID, 10) }

// Place is the address of the words in the text, or of the page of the scan.
func (p placed) Place() string {
	u := url.URL{Path: "/papers/" + p.Part.ID, Fragment: "here"}
	if p.Now.Region != nil {
		u.Path, u.Fragment = u.Path+"/pages/"+pageKey(p.Page), "noted-"+strconv.FormatInt(p.ID, 10)
		return u.String()
	}
	if p.Now.First == "" {
		u.Fragment = p.Now.Block
		return u.String()
	}
	at := p.Now.First
	if p.Now.Last != at {
		at += "_" + p.Now.Last
	}
	u.RawQuery = url.Values{"at": {at}}.Encode()
	return u.String()
}

// pageKey names a page in an address by its scan, whatever its folio.
func pageKey(e corpus.PageEntry) string {
	key := "scan-" + strconv.Itoa(e.Scan)
	switch e.Side {
	case corpus.Left:
		return key + "l"
	case corpus.Right:
		return key + "r"
	}
	return key
}

// finder looks annotations up in the library, each text loaded once.
type finder struct {
	*Rooms
	parts   map[string]part
	volumes map[string]corpus.VolumeEntry
}

// part is a part of the library, ready to be looked through.
type part struct {
	corpus.PartText
	text *anchor.Text
}

func partOf(p corpus.PartText) part { return part{p, anchor.Read(p.Part.Blocks)} }

func (n *Rooms) finder() *finder {
	return &finder{n, map[string]part{}, map[string]corpus.VolumeEntry{}}
}

// all gives annotations their places.
func (f *finder) all(ctx context.Context, as []corpus.Annotation) ([]placed, error) {
	out := make([]placed, len(as))
	for i, a := range as {
		var err error
		if out[i], err = f.place(ctx, a); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// place looks an annotation up in the part in which it was made, and where it is
// not there in the others of the volume: a passage may have gone to a neighbour.
func (f *finder) place(ctx context.Context, a corpus.Annotation) (placed, error) {
	own, err := f.part(ctx, a.Part)
	if err != nil {
		return placed{}, err
	}
	if p := f.in(ctx, own, a); !p.Orphan() {
		return p, nil
	}
	volume, err := f.volume(ctx, a.Volume)
	if err != nil {
		return placed{}, err
	}
	for _, e := range volume.Parts {
		if e.ID == a.Part {
			continue
		}
		other, err := f.part(ctx, e.ID)
		if err != nil {
			return placed{}, err
		}
		if p := f.in(ctx, other, a); !p.Orphan() {
			return p, nil
		}
	}
	return f.in(ctx, part{text: anchor.Read(nil)}, a), nil
}

// in looks an annotation up in one part, and gives an orphan where it is not there.
func (n *Rooms) in(ctx context.Context, in part, a corpus.Annotation) placed {
	person := page.Person(ctx)
	p := placed{Annotation: a, Mine: a.Author.ID == person.ID && person.ID != 0, Edit: a.Public && person.Role.Is(corpus.Editor)}
	if a.Anchor.Region != nil {
		at, now, fate := anchor.OnScan(in.Pages, *a.Anchor.Region)
		if fate == anchor.Orphan {
			return p
		}
		p.Page, p.Now = in.Pages[at], corpus.Anchor{Region: &now}
		p.Fate, p.Part, p.at = fate, in.Entry, beginning(in.Part.Blocks, p.Page.ID)
		return p
	}
	r, fate := in.text.Find(a.Anchor)
	if fate != anchor.Orphan {
		p.Fate, p.Part, p.Now, p.at = fate, in.Entry, in.text.Of(r), r
	}
	return p
}

// beginning is where the text of a page begins.
func beginning(blocks []corpus.Block, page string) anchor.Range {
	for i, b := range blocks {
		for j, t := range b.Tokens {
			if t.Page == page {
				at := anchor.Place{Block: i, Token: j}
				return anchor.Range{From: at, To: at}
			}
		}
	}
	return anchor.Range{}
}

// volume is a volume that is served; one that is not has no parts.
func (f *finder) volume(ctx context.Context, id string) (corpus.VolumeEntry, error) {
	if v, ok := f.volumes[id]; ok {
		return v, nil
	}
	v, err := f.Library.Volume(ctx, id)
	if errors.Is(err, corpus.ErrNotFound) {
		v, err = corpus.VolumeEntry{}, nil
	}
	f.volumes[id] = v
	return v, err
}

// part is a part that is served; one that is not has no text.
func (f *finder) part(ctx context.Context, id string) (part, error) {
	if p, ok := f.parts[id]; ok {
		return p, nil
	}
	text, err := f.Library.Part(ctx, id)
	if errors.Is(err, corpus.ErrNotFound) {
		text, err = corpus.PartText{}, nil
	}
	f.parts[id] = partOf(text)
	return f.parts[id], err
}

// ofPart are the annotations that a person may see of a part, in the order of its
// text; those that were made in it and are nowhere now come last.
func (n *Rooms) ofPart(ctx context.Context, part corpus.PartEntry) (standing, orphans []placed, err error) {
	as, err := n.Store.VolumeAnnotations(ctx, part.Volume, page.Person(ctx))
	if err != nil {
		return nil, nil, err
	}
	all, err := n.finder().all(ctx, as)
	if err != nil {
		return nil, nil, err
	}
	for _, p := range all {
		switch {
		case p.Orphan() && p.Annotation.Part == part.ID:
			orphans = append(orphans, p)
		case p.Part.ID == part.ID:
			standing = append(standing, p)
		}
	}
	slices.SortStableFunc(standing, byPlace)
	return standing, orphans, nil
}

func byPlace(a, b placed) int {
	return cmp.Or(cmp.Compare(a.at.From.Block, b.at.From.Block), cmp.Compare(a.at.From.Token, b.at.From.Token))
}

// noted are annotations as they are published.
func (n *Rooms) noted(all []placed) []publish.Noted {
	out := make([]publish.Noted, len(all))
	for i, p := range all {
		out[i] = publish.Noted{Annotation: p.Annotation, URL: n.site.Base.JoinPath(p.URL()).String()}
		part := p.Annotation.Part
		if !p.Orphan() {
			part, out[i].Now = p.Part.ID, &p.Now
		}
		out[i].Source = n.site.Base.JoinPath("papers", part).String()
		if scan := p.scan(); scan > 0 {
			out[i].Picture = n.site.Base.JoinPath("scans", p.Volume, strconv.Itoa(scan)).String()
		}
	}
	return out
}

// scan is the number of the scan that an annotation is on, 0 if it is about words.
func (p placed) scan() int {
	switch {
	case p.Now.Region != nil:
		return p.Now.Region.Scan
	case p.Anchor.Region != nil:
		return p.Anchor.Region.Scan
	}
	return 0
}
