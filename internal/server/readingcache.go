package server

import (
	"container/list"
	"html/template"
	"sync"

	"recto/internal/corpus"
)

// cacheSize is how many bytes of reading text are kept ready: some two hundred
// papers of forty pages.
const cacheSize = 64 << 20

// readText is the reading text of a part as its page shows it.
type readText struct {
	Part        corpus.PartText // without its blocks
	Text        template.HTML
	Contents    []tocEntry
	Description string // the abstract or else the first paragraph, shortened
	Lit         int    // blocks with a hit
	FirstTerm   string // id of the first term; empty if none is marked
}

// textKey says of which part a reading text is, and how the reader wants it
// marked. Texts with something lit up or pointed out are not kept.
type textKey struct{ part, terms, marks string }

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
	if len(text.Text) > cacheSize {
		return
	}
	if old, ok := c.at[key]; ok {
		c.forget(old)
	}
	c.at[key] = c.order.PushFront(&keptText{key, text})
	c.bytes += len(text.Text)
	for c.bytes > cacheSize {
		c.forget(c.order.Back())
	}
}

func (c *textCache) forget(e *list.Element) {
	old := c.order.Remove(e).(*keptText)
	delete(c.at, old.key)
	c.bytes -= len(old.text.Text)
}
