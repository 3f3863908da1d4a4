package recognize

import (
	"context"
	"image"
)

// Engine reads the words of a prepared page: black on white, level, one page.
// It may be used by several goroutines at once.
type Engine interface {
	// Settings are the engine, its version and how it is set: whatever decides
	// what it reads. Equal settings and equal pictures give equal readings.
	Settings() Settings
	// Read gives the words in the engine's reading order, and stops when ctx ends.
	Read(ctx context.Context, page *image.Gray) ([]Reading, error)
}

// Settings name an engine; the JSON is canonical.
type Settings struct {
	Engine   string `json:"engine"`
	Language string `json:"language"`
	Layout   string `json:"layout"` // how the engine looks for lines
	Version  string `json:"version"`
}

// Reading is one word that an engine read.
type Reading struct {
	Text string
	Box  image.Rectangle // on the prepared page
	Line int             // words of one line have the same number and follow each other
	Conf float64         // 0 to 1
}

// Cache keeps what was recognised, so that no picture is recognised twice. What
// it gives for a key is what was put there, or nothing.
type Cache interface {
	Get(key string) ([]byte, bool)
	Put(key string, data []byte) error
}
