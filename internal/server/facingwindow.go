package server

import (
	"slices"

	"recto/internal/corpus"
)

// The view beside the scan shows so many words of a part at once, on so many
// printed pages: each word is a link, and a long paper would weigh a hundred
// kilobytes with all of them. A page that has more words is shown by itself.
const (
	windowWords = 3000
	windowPages = 8
)

// window is what of a part's printed pages is shown at once, by index: the first
// and the one after the last.
type window struct{ from, to int }

func (w window) has(page int) bool { return page >= w.from && page < w.to }

// windowAt is the window that a view opens with, false if it names a page that is
// not there. It begins at the page that was named, or one before what is pointed
// out; words are those of each page.
func (v view) windowAt(part corpus.PartText, words []int) (window, bool) {
	if at := v.pointed(part); at >= 0 {
		return windowAround(at, words), true
	}
	if v.Page == "" {
		return windowAfter(0, words), true
	}
	at := findPage(part.Pages, v.Page)
	return windowAfter(at, words), at >= 0
}

// pointed is the page on which the word or the passage stands that the view
// points out, negative if there is none. A word that is gone had its place on a scan.
func (v view) pointed(part corpus.PartText) int {
	t, ok := tokenOf(part.Part, v.Word)
	if !ok && v.At.From != "" {
		if s, f := v.At.find(part.Part); f != gone {
			t, ok = part.Part.Blocks[s.from.block].Tokens[s.from.token], true
		}
	}
	if !ok {
		scan := scanOf(v.Word)
		return slices.IndexFunc(part.Pages, func(p corpus.PageEntry) bool { return p.Scan == scan })
	}
	return slices.IndexFunc(part.Pages, func(p corpus.PageEntry) bool { return p.ID == t.Page })
}

// windowAfter is the window that begins at a page.
func windowAfter(page int, words []int) window {
	w, n := window{page, page}, 0
	for w.to >= 0 && w.to < len(words) && fits(w.to-w.from, n+words[w.to]) {
		n += words[w.to]
		w.to++
	}
	return w
}

// windowBefore is the window that ends where a page begins.
func windowBefore(page int, words []int) window {
	w, n := window{page, page}, 0
	for w.from > 0 && fits(w.to-w.from, n+words[w.from-1]) {
		w.from--
		n += words[w.from]
	}
	return w
}

// windowAround is the window that has a page and the one before it, if there is room.
func windowAround(page int, words []int) window {
	if page > 0 {
		if w := windowAfter(page-1, words); w.has(page) {
			return w
		}
	}
	return windowAfter(page, words)
}

// fits reports whether a page joins so many others, with so many words in all.
func fits(others, words int) bool {
	return others == 0 || others < windowPages && words <= windowWords
}

// windowLinks lead from the pages that are shown to those before and after them.
type windowLinks struct {
	GoTo           string
	Query, Marks   string
	Previous, Next *link
}

// windowLinks are nil where all pages are shown.
func (v view) windowLinks(part corpus.PartText, w window, words []int) *windowLinks {
	if w.from == 0 && w.to == len(words) {
		return nil
	}
	out := &windowLinks{GoTo: paperURL(part.Entry.ID, "", "") + "/pages", Query: v.Query, Marks: v.Marks}
	if w.from > 0 {
		out.Previous = v.windowLink(part, windowBefore(w.from, words))
	}
	if w.to < len(words) {
		out.Next = v.windowLink(part, windowAfter(w.to, words))
	}
	return out
}

func (v view) windowLink(part corpus.PartText, w window) *link {
	first, last := part.Pages[w.from], part.Pages[w.to-1]
	return &link{placeSpan(first, last), v.onPage(keyOf(first, part.Pages)).url(part.Entry.ID, leafID(keyOf(first, part.Pages)))}
}

// onPage is the view beside the scan, opened at a page.
func (v view) onPage(key string) view {
	v = v.named(facingView)
	v.Page = key
	return v
}

// leafID is the anchor of a page in the view beside the scan.
func leafID(key string) string { return "page-" + key }
