package structure

import (
	"regexp"
	"slices"
	"strings"

	"recto/internal/corpus"
	"recto/internal/language"
)

var (
	abstractHead = regexp.MustCompile(`(?i)^(?:abstract|summary)\b[.:—–-]?\s*(.*)$`)
	keywordsHead = regexp.MustCompile(`(?i)^key\s?-?words?\b(?:\s+and\s+phrases)?\s*[.:—–-]*\s*(.*)$`)
)

// markHead marks the head of a paper, from its title to its keywords, and
// returns the row on which its body begins. The title takes as many rows as
// read like Part.Title, and those that repeat the title as a clean list has it.
func (v *volume) markHead(p corpus.Part, rows []row) int {
	at := titleEnd(p.Title, rows)
	if p.Paper != nil {
		at = echoEnd(p.Paper.Title, rows, at)
	}
	mark(rows, 0, at, corpus.TitleBlock)
	if end := subtitleEnd(v, rows, at); end > at {
		mark(rows, at, end, corpus.SubtitleBlock)
		at = end
	}
	at = v.markPeople(rows, at)
	return v.markAbstractHeaded(rows, at)
}

// titleEnd counts the rows of the title.
func titleEnd(title string, rows []row) int {
	rest := title
	for i := range min(len(rows), 14) {
		after, found := strings.CutPrefix(rest, rows[i].text)
		switch {
		case !found && len(rows[i].fold) > 4:
			return max(1, i)
		case !found:
			continue // a speck between two rows of the title
		}
		if rest = strings.TrimSpace(after); rest == "" {
			return i + 1
		}
	}
	return min(1, len(rows))
}

// echoEnd is the row after those that only repeat words of a title that was read
// elsewhere, in the contents list or a running head, with their own damage.
func echoEnd(title string, rows []row, at int) int {
	words := strings.Fields(language.Plain(title))
	for at < min(6, len(rows)) && echoes(rows[at], words) {
		at++
	}
	return at
}

// echoes reports whether a row has two words or more, each of them near one of
// the title.
func echoes(r row, title []string) bool {
	words := strings.Fields(r.fold)
	for _, w := range words {
		if !slices.ContainsFunc(title, func(t string) bool { return near(w, t, len(t)/4) }) {
			return false
		}
	}
	return len(words) > 1
}

// subtitleEnd finds a subtitle: rows under the title in a size between that of
// the title and of the body, which are no names.
func subtitleEnd(v *volume, rows []row, at int) int {
	end := at
	for end < len(rows) && end < at+3 && at > 0 && !rows[end].top {
		r := rows[end]
		if r.line.Size < 1.1 || r.line.Size > rows[0].line.Size*0.95 || v.peopled(r) {
			break
		}
		end++
	}
	return end
}

// markAbstractHeaded marks an abstract and keywords that say what they are.
func (v *volume) markAbstractHeaded(rows []row, at int) int {
	for i := at; i < min(at+6, len(rows)); i++ {
		m := abstractHead.FindStringSubmatch(rows[i].text)
		if m == nil || m[1] != "" && !capital(m[1]) {
			continue
		}
		from := i
		if m[1] == "" {
			mark(rows, i, i+1, corpus.Heading)
			rows[i].level = 1
			from = i + 1
		}
		end := abstractEnd(rows, from)
		mark(rows, from, end, corpus.AbstractBlock)
		at = end
		break
	}
	if at < len(rows) {
		if m := keywordsHead.FindStringSubmatch(rows[at].text); m != nil {
			end := at + 1
			for end < len(rows) && end < at+4 && !rows[end].line.Space && !endsSentence(rows[end-1].text) {
				end++
			}
			mark(rows, at, end, corpus.KeywordsBlock)
			at = end
		}
	}
	return at
}

// abstractEnd is the row after a headed abstract: where space, keywords or a
// heading follow a finished sentence.
func abstractEnd(rows []row, from int) int {
	for i := from + 1; i < min(len(rows), from+60); i++ {
		r := rows[i]
		if keywordsHead.MatchString(r.text) || commonHeadings[r.fold] || len(r.words) <= 4 && commonHeadings[strings.TrimLeft(r.fold, "0123456789 ")] {
			return i
		}
		if r.line.Space && !r.top && endsSentence(rows[i-1].text) {
			return i
		}
	}
	return min(len(rows), from+1)
}

// markAbstract marks the paragraphs between the head and an introduction as the
// abstract where nothing calls itself so.
func markAbstract(rows []row, body int) {
	for _, r := range rows[:body] {
		if r.kind == corpus.AbstractBlock {
			return
		}
	}
	words, end := 0, body
	for end < len(rows) && !(rows[end].kind == corpus.Heading && rows[end].start) {
		words += len(rows[end].words)
		end++
	}
	if end == len(rows) || words < 25 || words > 600 || !openingHead(rows[end].text) && !setApart(rows, body, end) {
		end = smallRun(rows, body)
	}
	for i := body; i < end; i++ {
		if !rows[i].line.Role.Note() {
			rows[i].kind = corpus.AbstractBlock
		}
	}
}

// smallRun is the row on which a run of small type ends that begins a body, or
// body itself where there is none.
func smallRun(rows []row, body int) int {
	small := 0
	for i := body; i < len(rows) && i < body+70 && rows[i].line.Size > 0; i++ {
		if rows[i].kind == corpus.Heading || rows[i].start && i > body && rows[i].line.Size > 0.96 {
			if small >= 4 && small*10 >= (i-body)*8 {
				return i
			}
			return body
		}
		if rows[i].line.Size <= 0.955 {
			small++
		}
	}
	return body
}

// openingHead reports whether a heading opens the body of a paper.
func openingHead(s string) bool {
	_, rest := sectionNumber(s)
	f := language.Plain(rest)
	return near(f, "introduction", 2) || f == "background" || f == "motivation" || f == "summary"
}

// setApart reports whether rows are set smaller, in italics or narrower than
// the body that follows them.
func setApart(rows []row, from, to int) bool {
	apart, n := 0, 0
	for _, r := range rows[from:to] {
		if r.line.Role.Note() {
			continue
		}
		n++
		if r.line.Size > 0 && (r.line.Size <= 0.94 || r.line.Face&corpus.Italic != 0 || r.line.Indent >= 0.8) {
			apart++
		}
	}
	return n > 2 && apart*10 >= n*8
}
