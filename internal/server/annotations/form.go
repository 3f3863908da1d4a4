package annotations

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"recto/internal/anchor"
	"recto/internal/corpus"
	"recto/internal/server/page"
)

const (
	maxForm  = 128 << 10 // bytes
	maxText  = 10_000    // characters of a note
	maxQuote = 5_000     // characters of what it is about
)

// form is a note as its form has it. The words that it is about are named by
// their ids, or quoted, or they are a whole block; or it is about a page's scan, or
// a region of it.
type form struct {
	Seen               int // the version that was seen
	Block, First, Last string
	Quote              string
	Page               string // pageKey
	Region             region
	Text               string
	Public             bool
}

func read(w http.ResponseWriter, r *http.Request) (form, error) {
	if err := page.ReadForm(w, r, maxForm); err != nil {
		return form{}, err
	}
	return formOf(r.PostForm), nil
}

func formOf(q url.Values) form {
	v := func(name string) string {
		return strings.ReplaceAll(strings.ToValidUTF8(strings.TrimSpace(q.Get(name)), ""), "\r\n", "\n")
	}
	f := form{Block: v("block"), First: v("first"), Last: v("last"), Quote: v("quote"), Page: v("page"), Region: regionOf(v), Text: v("text"), Public: v("who") == "public"}
	f.Seen, _ = strconv.Atoi(v("version")) // 0 is no version, and so stale
	if f.Last == "" {
		f.Last = f.First
	}
	return f
}

// problem says in words what is too long, or is empty.
func (f form) problem() string {
	switch {
	case utf8.RuneCountInString(f.Text) > maxText:
		return "The note is too long: at most " + page.Thousands(maxText) + " characters are kept. Nothing was changed."
	case utf8.RuneCountInString(f.Quote) > maxQuote:
		return "The passage is too long: at most " + page.Thousands(maxQuote) + " characters can be marked at once. Nothing was changed."
	}
	return ""
}

// anchor finds what the form is about.
func (f form) anchor(part corpus.PartText) (corpus.Anchor, bool) {
	if utf8.RuneCountInString(f.Quote) > maxQuote {
		return corpus.Anchor{}, false
	}
	if f.Page != "" && f.Quote == "" && f.First == "" && f.Block == "" {
		return f.onScan(part.Pages)
	}
	text := anchor.Read(part.Part.Blocks)
	r, ok := f.words(part.Part.Blocks, text)
	if !ok {
		return corpus.Anchor{}, false
	}
	a := text.Of(r)
	return a, utf8.RuneCountInString(a.Exact) <= maxQuote
}

func (f form) words(blocks []corpus.Block, text *anchor.Text) (anchor.Range, bool) {
	if f.Quote == "" && f.First != "" {
		return text.Words(f.First, f.Last)
	}
	for i, b := range blocks {
		if b.ID != f.Block || len(b.Tokens) == 0 {
			continue
		}
		if f.Quote == "" {
			return anchor.Range{From: anchor.Place{Block: i}, To: anchor.Place{Block: i, Token: len(b.Tokens) - 1}}, true
		}
		if r, ok := anchor.Read(blocks[i : i+1]).Quote(f.Quote); ok {
			r.From.Block, r.To.Block = i, i
			return r, true
		}
	}
	return text.Quote(f.Quote)
}
