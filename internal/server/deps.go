package server

import (
	"context"
	"image"
	"io"
	"log/slog"
	"time"

	"recto/internal/care"
	"recto/internal/corpus"
	"recto/internal/search"
	"recto/internal/server/annotations"
	"recto/internal/server/desk"
	"recto/internal/server/people"
	"recto/internal/server/terms"
)

// Deps is everything that the site needs from outside.
type Deps struct {
	Library     Library
	Searcher    Searcher
	Glossary    Glossary
	Blobs       Blobs
	Copies      Copies
	Jobs        desk.Jobs
	Desk        desk.Library // for those who make the library
	People      people.Deps
	BaseURL     string // where readers find the site, as "https://recto.example.org"
	Version     string
	UploadLimit int64 // bytes; 0 is desk.DefaultUploadLimit
	Log         *slog.Logger
	Proxies     Proxies

	Uploads Uploads                                                    // of what arrives in pieces; without a folder there is no such
	Notes   annotations.Store                                          // of readers; without it there are none
	Terms   terms.Deps                                                 // the glossary's editing; without a shelf there is none
	Status  func(ctx context.Context) (care.Status, error)             // for the administrators' page; nil: there is none
	Observe func(route, method string, status int, took time.Duration) // told of every request; may be nil
}

// Library answers readers from what is published. Errors wrap
// corpus.ErrNotFound where nothing has the id.
type Library interface {
	Volumes(ctx context.Context) ([]corpus.VolumeEntry, error)
	Volume(ctx context.Context, id string) (corpus.VolumeEntry, error)
	VolumeEditions(ctx context.Context, volume string) ([]corpus.EditionEntry, error) // the latest first
	Part(ctx context.Context, id string) (corpus.PartText, error)
	Scans(ctx context.Context, volume string) ([]corpus.Scan, error)          // without words
	Page(ctx context.Context, volume string, scan int) ([]corpus.Page, error) // the printed pages of one scan, with their lines
	ScanPicture(ctx context.Context, volume string, scan int) (string, error) // its blob; empty for a text source
	Occurrences(ctx context.Context, concept string) ([]corpus.Occurrence, error)
	ConceptCounts(ctx context.Context) (map[string]int, error)
	Authors(ctx context.Context) ([]corpus.AuthorEntry, error)
	Author(ctx context.Context, slug string) (corpus.AuthorEntry, error)
}

// Searcher answers queries; the error is search.ErrCostly where one asks too much.
type Searcher interface {
	Search(ctx context.Context, r search.Request) (search.Results, error)
	Each(ctx context.Context, r search.Request) ([]search.Found, error)
	Concordance(ctx context.Context, r search.Request) (search.Concordance, error)
	Suggest(text string) ([]search.Suggestion, error)
	Together() map[string][]search.Company
}

// Glossary gives the concepts.
type Glossary interface {
	Concepts() []corpus.Concept
	Concept(id string) (corpus.Concept, bool)
	Lookup(label string) (id string, ok bool)
	Hash() string // changes whenever a concept does
}

// Blobs gives bytes by their hash.
type Blobs interface {
	Open(ctx context.Context, hash string) (io.ReadSeekCloser, error)
}

// Copies gives smaller copies of scan pictures.
type Copies interface {
	// Name changes whenever the bytes of the copy would.
	Name(picture string, part image.Rectangle, width int) string
	// Copy gives a part of a picture, the whole where it is empty, so many pixels
	// wide or narrower, as WebP.
	Copy(ctx context.Context, picture string, part image.Rectangle, width int) ([]byte, error)
}
