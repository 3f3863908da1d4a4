package annotate

import (
	"regexp"
	"strconv"
	"strings"

	"recto/internal/corpus"
)

// A number in square brackets cites the entry of that number, if the list is
// numbered: [3], [3, 5–7], with OCR's I, l and O for the figures and a brace, a
// bar or a letter for a bracket. Of a range in one word the first entry is
// linked, since a citation has one entry.

var (
	opening    = regexp.MustCompile(`^(.*?)[\[{|]([0-9IlO]{1,3})((?:[,;–—-][0-9IlO]{1,3})*)[,;–—-]*([\])}|][.,;:]*)?$`)
	continuing = regexp.MustCompile(`^()([0-9IlO]{1,3})((?:[,;–—-][0-9IlO]{1,3})*)[,;–—-]*([\])}|][.,;:]*)?$`)
)

// numbered finds the citations by number. There are none where the list has no
// numbers.
func numbered(words []string, refs *references) []corpus.Citation {
	if refs == nil || len(refs.numbers) == 0 {
		return nil
	}
	var out []corpus.Citation
	for i := 0; i < len(words); i++ {
		group, end := bracketed(words, i, refs)
		out = append(out, group...)
		i = max(i, end-1)
	}
	return out
}

// bracketed reads the citations of one pair of brackets that opens in word i.
// Brackets that do not close, or hold what is not in the list, are none.
func bracketed(words []string, i int, refs *references) (group []corpus.Citation, end int) {
	pattern := opening
	for j := i; j < len(words) && j < i+maxNameWords; j++ {
		m := pattern.FindStringSubmatch(words[j])
		if m == nil {
			return nil, i
		}
		block := refs.numbers[figures(m[2])]
		if block == "" {
			return nil, i
		}
		group = append(group, corpus.Citation{From: j, To: j + 1, Reference: block})
		if m[4] != "" {
			return group, j + 1
		}
		pattern = continuing
	}
	return nil, i
}

var misread = strings.NewReplacer("I", "1", "l", "1", "O", "0")

func figures(s string) int {
	n, _ := strconv.Atoi(misread.Replace(s))
	return n
}

var sameAgain = regexp.MustCompile(`(?i)^[(\[]?(?:ibid|ibidem|[il1]bid)[.,;:)\]]*$`)

// repeated adds the citations that say "ibid.": each is of what was cited before it.
func repeated(words []string, found []corpus.Citation, last string) []corpus.Citation {
	var out []corpus.Citation
	next := 0
	for i, w := range words {
		for next < len(found) && found[next].From <= i {
			if found[next].Reference != "" {
				last = found[next].Reference
			}
			out = append(out, found[next])
			next++
		}
		covered := len(out) > 0 && out[len(out)-1].To > i
		if !covered && last != "" && sameAgain.MatchString(w) {
			out = append(out, corpus.Citation{From: i, To: i + 1, Reference: last})
		}
	}
	return out
}
