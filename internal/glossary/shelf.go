package glossary

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"recto/internal/corpus"
)

// Shelf is the glossary of a library: the files that came with Recto with what
// editors made of them, and the glossary of the moment that they give.
type Shelf struct {
	*Live
	base  map[string][]byte
	texts Texts
}

// Texts keeps what editors wrote; store.DB does.
type Texts interface {
	ConceptTexts(ctx context.Context) ([]corpus.ConceptText, error)
	ConceptHistory(ctx context.Context, concept string) ([]corpus.ConceptText, error)
	AddConceptTexts(ctx context.Context, texts []corpus.ConceptText, at time.Time) error
}

// OpenShelf loads the glossary. Texts that no longer fit the files that came
// with Recto, as another version of it may bring others, are left aside and
// named in the warning; they stay in the library.
//
// Without texts it is the base alone and cannot be changed.
func OpenShelf(ctx context.Context, base map[string][]byte, texts Texts) (s *Shelf, warning error, err error) {
	if texts == nil {
		texts = none{}
	}
	s = &Shelf{base: base, texts: texts}
	edited, err := texts.ConceptTexts(ctx)
	if err != nil {
		return nil, nil, err
	}
	for {
		g, err := Parse(s.over(edited))
		if err == nil {
			s.Live = NewLive(g)
			return s, warning, nil
		}
		kept := slices.DeleteFunc(slices.Clone(edited), func(t corpus.ConceptText) bool { return atFault(err, t.Concept) })
		if len(kept) == len(edited) {
			if len(edited) == 0 {
				return nil, nil, err // the files that came with Recto
			}
			kept = nil // the fault cannot be told from the file that it shows in
		}
		warning, edited = errors.Join(warning, err), kept
	}
}

// atFault reports whether a problem is in a concept's file.
func atFault(err error, concept string) bool {
	for _, p := range Problems(err) {
		if p.File == concept+".md" {
			return true
		}
	}
	return false
}

// Problems are the problems that an error of [Parse] joins.
func Problems(err error) []*Problem {
	var all []*Problem
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		for _, e := range many.Unwrap() {
			all = append(all, Problems(e)...)
		}
		return all
	}
	if p, ok := errors.AsType[*Problem](err); ok {
		all = append(all, p)
	}
	return all
}

// Files are the files of the glossary as they stand.
func (s *Shelf) Files(ctx context.Context) (map[string][]byte, error) {
	edited, err := s.texts.ConceptTexts(ctx)
	return s.over(edited), err
}

// History is every version of a concept, the latest first and the file that came
// with Recto last, if there was one.
func (s *Shelf) History(ctx context.Context, concept string) ([]corpus.ConceptText, error) {
	all, err := s.texts.ConceptHistory(ctx, concept)
	if data, ok := s.base[concept+".md"]; ok && err == nil {
		all = append(all, corpus.ConceptText{Concept: concept, Text: string(data), Note: "came with Recto"})
	}
	return all, err
}

// Try makes the glossary that some texts would give, and changes nothing. The
// error is as of [Parse].
func (s *Shelf) Try(ctx context.Context, texts []corpus.ConceptText) (*Glossary, error) {
	files, err := s.Files(ctx)
	if err != nil {
		return nil, err
	}
	return Parse(over(files, texts))
}

// Change adds texts, each with the version that its editor saw, and takes up the
// glossary that they give. The error is that of [Parse] where they do not fit,
// or wraps [corpus.ErrStale]; then nothing was changed.
func (s *Shelf) Change(ctx context.Context, texts []corpus.ConceptText, at time.Time) error {
	if _, err := s.Try(ctx, texts); err != nil {
		return err
	}
	if err := s.texts.AddConceptTexts(ctx, texts, at); err != nil {
		return err
	}
	files, err := s.Files(ctx)
	if err != nil {
		return err
	}
	g, err := Parse(files) // with what others changed meanwhile
	if err != nil {
		return fmt.Errorf("two changes of the glossary do not fit each other; take one of them back: %w", err)
	}
	s.Exchange(g)
	return nil
}

func (s *Shelf) over(texts []corpus.ConceptText) map[string][]byte { return over(s.base, texts) }

// over lays texts over files.
func over(files map[string][]byte, texts []corpus.ConceptText) map[string][]byte {
	files = maps.Clone(files)
	for _, t := range texts {
		name := t.Concept + ".md"
		delete(files, name)
		if strings.TrimSpace(t.Text) != "" {
			files[name] = []byte(t.Text)
		}
	}
	return files
}

// none is where nobody edits.
type none struct{}

func (none) ConceptTexts(context.Context) ([]corpus.ConceptText, error) { return nil, nil }

func (none) ConceptHistory(context.Context, string) ([]corpus.ConceptText, error) { return nil, nil }

func (none) AddConceptTexts(context.Context, []corpus.ConceptText, time.Time) error {
	return fmt.Errorf("change the glossary outside a library: %w", corpus.ErrUnsupported)
}
