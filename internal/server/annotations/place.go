package annotations

import (
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
	Fate  anchor.Fate
	Part  corpus.PartEntry // in which it stands now; of an orphan the zero value
	Now   corpus.Anchor    // of an orphan the zero value
	Mine  bool
	Edit  bool // whoever asks may hide it
	block int
	token int
}

// Orphan reports whether the words are not found any more.
func (p placed) Orphan() bool { return p.Fate == anchor.Orphan }

// Reads is the passage as it reads now, or did before it was lost.
func (p placed) Reads() string {
	if p.Orphan() {
		return p.Anchor.Exact
	}
	return p.Now.Exact
}

// Remade reports whether the passage reads otherwise than when it was marked.
func (p placed) Remade() bool { return !p.Orphan() && p.Now.Exact != p.Anchor.Exact }

// URL is the annotation's own address.
func (p placed) URL() string { return "/annotations/" + strconv.FormatInt(p.ID, 10) }

// Place is the address of the words in the text.
func (p placed) Place() string {
	u := url.URL{Path: "/papers/" + p.Part.ID, Fragment: "here"}
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

// finder looks annotations up in the library, each text loaded once.
type finder struct {
	*Rooms
	parts   map[string]corpus.PartText
	volumes map[string]corpus.VolumeEntry
}

func (n *Rooms) finder() *finder {
	return &finder{n, map[string]corpus.PartText{}, map[string]corpus.VolumeEntry{}}
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
	person := page.Person(ctx)
	p := placed{Annotation: a, Mine: a.Author.ID == person.ID && person.ID != 0, Edit: a.Public && person.Role.Is(corpus.Editor)}
	volume, err := f.volume(ctx, a.Volume)
	if err != nil {
		return p, err
	}
	ids := []string{a.Part}
	for _, e := range volume.Parts {
		if e.ID != a.Part {
			ids = append(ids, e.ID)
		}
	}
	for _, id := range ids {
		part, err := f.part(ctx, id)
		if err != nil {
			return p, err
		}
		if r, fate := anchor.Find(part.Part.Blocks, a.Anchor); fate != anchor.Orphan {
			p.Fate, p.Part, p.Now = fate, part.Entry, anchor.Of(part.Part.Blocks, r)
			p.block, p.token = r.From.Block, r.From.Token
			return p, nil
		}
	}
	return p, nil
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
func (f *finder) part(ctx context.Context, id string) (corpus.PartText, error) {
	if p, ok := f.parts[id]; ok {
		return p, nil
	}
	p, err := f.Library.Part(ctx, id)
	if errors.Is(err, corpus.ErrNotFound) {
		p, err = corpus.PartText{}, nil
	}
	f.parts[id] = p
	return p, err
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
	slices.SortStableFunc(standing, func(a, b placed) int {
		if a.block != b.block {
			return a.block - b.block
		}
		return a.token - b.token
	})
	return standing, orphans, nil
}

// noted are annotations as they are published.
func (n *Rooms) noted(all []placed) []publish.Noted {
	out := make([]publish.Noted, len(all))
	for i, p := range all {
		out[i] = publish.Noted{Annotation: p.Annotation, URL: n.site.Base.JoinPath(p.URL()).String(), Source: n.site.Base.JoinPath("papers", p.Annotation.Part).String()}
		if !p.Orphan() {
			out[i].Source, out[i].Now = n.site.Base.JoinPath("papers", p.Part.ID).String(), &p.Now
		}
	}
	return out
}
