package segment

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"recto/internal/language"
	"recto/internal/language/names"
)

// entry is one title in a list, with what stands by it.
type entry struct {
	from, to int    // runes of the list's text
	title    string // without leaders and page number
	people   string // the names by it, as they stand
	folio    int    // the page that it names, 0 if none was read
	whole    bool   // it is known where it begins and ends
}

var (
	trailer  = regexp.MustCompile(`[\s.…·•]*(?:[.…·•]{2,}.*|\s\d{1,3})$`)
	imprint  = regexp.MustCompile(`(?i)^(?:first\s+)?(?:printed|published)\s|^\W{0,3}\s?(?:19|20)\d\d\s+the\s|©|\bcopyright\b|\brights reserved\b`)
	pageName = regexp.MustCompile(`(\d{1,3})\W*$`)
)

// contentsEntries cuts a contents list into entries. An entry begins where the
// one before has its page number or its names and another title begins; in
// lists that put the names first, it begins with them.
func contentsEntries(b *book, l list) []entry {
	var out []entry
	now, ended := entry{}, false
	first := namesFirst(b, l)
	for i := l.from; i < l.to; i++ {
		r := b.rows[i]
		if i == l.from && contentsHeading(r.fold) || len(r.fold) < 2 || imprint.MatchString(r.text) {
			continue
		}
		people := named(b, l, i, now)
		if now.title != "" && (!people && (ended || !first && now.people != "" || setOff(b, l, i)) || people && first) {
			now.whole = ended || now.people != "" || setOff(b, l, i)
			out, now, ended = append(out, now), entry{}, false
		}
		if people {
			now.people = strings.TrimSpace(now.people + " " + trailer.ReplaceAllString(r.text, ""))
			ended = ended || first && isEntry(r.text)
			continue
		}
		now.title = strings.TrimSpace(now.title + " " + trailer.ReplaceAllString(r.text, ""))
		if isEntry(r.text) {
			ended = true
			now.folio = lastNumber(r.text)
		}
	}
	if now.title != "" {
		now.whole = ended || now.people != ""
		out = append(out, now)
	}
	return out
}

// namesFirst reports whether a list gives the names before the titles.
func namesFirst(b *book, l list) bool {
	for i := l.from; i < l.to; i++ {
		if r := b.rows[i]; !contentsHeading(r.fold) && len(r.fold) > 3 {
			return r.names == 2 && !isEntry(r.text)
		}
	}
	return false
}

// named reports whether row i of a list holds the names of an entry.
func named(b *book, l list, i int, now entry) bool {
	r := b.rows[i]
	if isEntry(r.text) && leader.MatchString(r.text) {
		return false
	}
	last := i+1 >= l.to || b.rows[i+1].names < 2 || strings.HasSuffix(r.text, ",")
	if r.names == 2 || r.names == 1 && now.title != "" && now.people == "" && last {
		return true
	}
	return now.people != "" && (unended(now.people) || r.names == 1) && !isEntry(r.text) &&
		len(strings.Fields(r.text)) < 4 && names.Capital(r.text) && !b.judge.Everyday(r.text)
}

// unended reports whether names go on after a row: it ends in a comma or an initial.
func unended(people string) bool {
	return strings.HasSuffix(people, ",") || strings.HasSuffix(people, ".") || strings.HasSuffix(people, " and")
}

// setOff reports whether row i of a list begins an entry by the way it is set:
// where the second rows of titles are indented, and it is not.
func setOff(b *book, l list, i int) bool {
	if !b.sized || b.rows[i].line.Indent > 0.7 || !names.Capital(b.rows[i].text) {
		return false
	}
	return slices.ContainsFunc(b.rows[l.from:l.to], func(r row) bool {
		return r.line.Indent > 0.7 && r.line.Indent < 3 && r.names == 0
	})
}

func lastNumber(text string) int {
	if m := pageName.FindStringSubmatch(text); m != nil {
		n, _ := strconv.Atoi(m[1])
		return n
	}
	return 0
}

// rightsEntries are the title before a © line, with its owners, and the one
// after, whose owners are lost.
func rightsEntries(b *book, l list, owners string) []entry {
	var out []entry
	for i := l.from; i < l.to; i++ {
		switch i {
		case l.from:
			out = append(out, entry{title: b.rows[i].text, people: owners})
		case l.from + 1: // the © line itself
		default:
			out = append(out, entry{title: b.rows[i].text})
		}
	}
	return out
}

// entriesOf gives each candidate the entry that its words stand in, or nil. An
// entry that holds several is cut before each of them.
func entriesOf(lists []list, titles []candidate) []*entry {
	out := make([]*entry, len(titles))
	shared := map[*entry][]int{}
	for i, t := range titles {
		if !t.listed {
			continue
		}
		if e := lists[t.list].entryOf(t); e != nil {
			out[i] = e
			shared[e] = append(shared[e], i)
		}
	}
	for e, at := range shared {
		if len(at) < 2 {
			continue
		}
		slices.SortFunc(at, func(i, j int) int { return titles[i].place - titles[j].place })
		for k, i := range at {
			end := e.to
			if k+1 < len(at) {
				end = titles[at[k+1]].place
			}
			out[i] = &entry{from: titles[i].place, to: end, title: e.words(titles[i].place, end), whole: e.whole || k+1 < len(at)}
		}
	}
	return out
}

// words is what of an entry's title stands between two runes of the list's text.
func (e entry) words(from, to int) string {
	var out []string
	at := e.from
	for w := range strings.FieldsSeq(e.title) {
		n := len([]rune(language.Plain(w)))
		if at+n/2 >= from && at+n/2 < to && n > 0 {
			out = append(out, w)
		}
		if n > 0 {
			at += n + 1
		}
	}
	return strings.Join(out, " ")
}

// entryOf is the entry that a candidate's words stand in, or nil.
func (l list) entryOf(c candidate) *entry { return l.entryAt(c.place, c.until) }

// entryAt is the entry that most of a stretch of the list stands in, or nil.
func (l list) entryAt(from, to int) *entry {
	var best *entry
	over := 0
	for i := range l.entries {
		e := &l.entries[i]
		if n := min(e.to, to) - max(e.from, from); n > over {
			best, over = e, n
		}
	}
	return best
}

// contains is the share of the words of a folded text that another has, damage
// of a quarter of the letters forgiven.
func contains(part, whole string) float64 {
	n, hit := 0, 0
	words := strings.Fields(whole)
	for w := range strings.FieldsSeq(part) {
		n++
		if slices.ContainsFunc(words, func(o string) bool { return near(w, o, len(o)/4) }) {
			hit++
		}
	}
	if n == 0 {
		return 0
	}
	return float64(hit) / float64(n)
}
