package server

import (
	"container/list"
	"net/http"
	"sync"

	"github.com/go-chi/chi/v5"

	"recto/internal/corpus"
	"recto/internal/server/annotations"
)

// cacheSize is about how many bytes of reading text are kept ready, compressed:
// those of a thousand papers of forty pages.
const cacheSize = 64 << 20

// readText is the text of a part as its page shows it.
type readText struct {
	Part        corpus.PartText // without its blocks
	Pieces      []pressed       // the text; of the view beside the scan, that of each printed page
	Words       []int           // beside the scan, how many words are shown on each printed page
	LitOn       []int           // beside the scan, the printed pages with a hit, by index
	Contents    []tocEntry
	Description string // the abstract or else the first paragraph, shortened
	Lit         int    // blocks with a hit
	FirstTerm   string // id of the first term; empty if none is marked
	Damage      damage
}

// size is about how many bytes a text takes with what is kept beside it.
func (t readText) size() int {
	n := 500 * (len(t.Part.Pages) + len(t.Contents))
	for _, p := range t.Pieces {
		n += p.Size()
	}
	if t.Part.Entry.Paper != nil {
		n += 1000 * len(t.Part.Entry.Paper.References)
	}
	return n
}

// textKey says of which part a text is, how the reader wants it marked, and which
// glossary explains its terms. That it is of the edition that readers are served
// is for whoever takes it to see. Texts with something lit up or pointed out, or
// with readers' notes, are not kept; nothing is kept longer than the program runs.
type textKey struct{ part, view, terms, marks, glossary string }

// keeps reports whether the text of a view is the same for everybody, so that it
// is kept.
func (v view) keeps(noted []annotations.Note) bool { return v.unlit() && len(noted) == 0 }

func (s *server) textKey(r *http.Request, v view) textKey {
	return textKey{chi.URLParam(r, "paper"), v.Name, v.Terms, v.Marks, s.Glossary.Hash()}
}

// textCache keeps the texts that were read last. Its zero value is ready, and it
// may be used by several goroutines at once.
type textCache struct {
	mu    sync.Mutex
	order list.List // of *keptText, the latest first
	at    map[textKey]*list.Element
	bytes int
}

type keptText struct {
	key  textKey
	text readText
	size int
}

func (c *textCache) get(key textKey) (readText, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.at[key]
	if !ok {
		return readText{}, false
	}
	c.order.MoveToFront(e)
	return e.Value.(*keptText).text, true
}

func (c *textCache) put(key textKey, text readText) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.at == nil {
		c.at = map[textKey]*list.Element{}
	}
	size := text.size()
	if size > cacheSize {
		return
	}
	if old, ok := c.at[key]; ok {
		c.forget(old)
	}
	c.at[key] = c.order.PushFront(&keptText{key, text, size})
	c.bytes += size
	for c.bytes > cacheSize {
		c.forget(c.order.Back())
	}
}

func (c *textCache) forget(e *list.Element) {
	old := c.order.Remove(e).(*keptText)
	delete(c.at, old.key)
	c.bytes -= old.size
}
