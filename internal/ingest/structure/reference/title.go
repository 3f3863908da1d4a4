package reference

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"recto/internal/corpus"
)

var (
	slashes     = regexp.MustCompile(`\s*//\s*`)
	edition     = regexp.MustCompile(`(?i)[\s,.]+\(?(?:\d{1,2}(?:st|nd|rd|th|d|\.)?|first|second|third|fourth|fifth|rev(?:ised|\.)?)\s*(?:rev(?:ised|\.)?\s*)?(?:edn?|edition|aufl(?:age)?)\b\.?\)?\s*$`)
	beyond      = regexp.MustCompile(`[.,?!]["”’]?\s+(?i:unpublished\b|ph\.?\s?d\b|doctoral (?:thesis|dissertation)|(?:the )?m\.?[as]\.? (?:degree )?thesis|master(?:'s|’s)? thesis|dissertation\b|thèse\b|mimeo\b|manuscript\b|paper (?:presented|prepared|given)\b|special issue\b).*$`)
	bracketed   = regexp.MustCompile(`(?i)\s*\[[^\[\]]*\b(?:thesis|dissertation|disserta\pL+|tesis|tese|thèse|diss\.?|mimeo|monograph|on-?line|internet)\]?[\s.]*$`)
	seriesAfter = regexp.MustCompile(`[.,?!]["”’]?\s+([^.,?!:]*\b(?:Working|Discussion|Occasional|Policy|Issue|Staff) Papers?\b[^.?!]*)`)
	dangling    = regexp.MustCompile(`(?i)["”“’.,]\s*(?:in|pp\.|(?:available|accessed) (?:at|from|online)):?$`)
	volumed     = regexp.MustCompile(`(?i)\s*\((?:vol(?:ume)?|bd|band)\b\.?\s*(\d{1,3}|[IVX]+)\)[\s.]*$`)
	numbering   = regexp.MustCompile(`(?i)[,.]?\s+(?:vol(?:ume)?|no|nr|n|bd|band|jg)[.°º]*\s*(\d{1,4})$`)
	reportNo    = regexp.MustCompile(`(?i)[,.]?(?:\s+(?:no|nr|n)[.°º]*)?\s*[( ]([IVX]{0,4}[\s.]?\d{1,4}(?:\s?[-–/]\s?\d{1,4})?)\)?$`)
	months      = regexp.MustCompile(`(?i)[,.]\s+(?:(?:spring|summer|autumn|fall|winter|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b[\s./–-]*)+$`)
	pagesInside = regexp.MustCompile(`\s*\((?:pp?|S)\.\s*(\d+(?:\s?[-–—]\s?\d+)?)\).*$`)
	online      = regexp.MustCompile(`(?i)\s*[\[(](?:internet|on-?line|electronic (?:resource|version))[\])]`)
	roman       = regexp.MustCompile(`,\s+([IVXLC]{2,8})$`)
	presented   = regexp.MustCompile(`(?i)^paper (?:presented|prepared|given)\b`)
)

// title sets the title, less what belongs to other fields: what follows the
// quotation that it is, two slashes, an edition, the kind of a thesis. Rest is
// what the work may be in.
func title(r *corpus.Reference, text string) (rest string) {
	if at := quotationEnd(text); at > 0 {
		text, rest = text[:at], text[at:]
	} else if m := slashes.FindStringIndex(text); m != nil && m[0] > 0 {
		text, rest = text[:m[0]], text[m[1]:]
	}
	if m := seriesAfter.FindStringSubmatchIndex(text); m != nil && rest == "" {
		text, rest = text[:m[0]+1], text[m[2]:]
	}
	text = bracketed.ReplaceAllString(edition.ReplaceAllString(text, ""), "")
	if m := beyond.FindStringIndex(text); m != nil && m[0] > 0 {
		if more := strings.Trim(text[m[0]:m[1]], " .,?!\"”’"); presented.MatchString(more) {
			rest = more
		}
		text = text[:m[0]+1]
	}
	text = dangling.ReplaceAllString(text, "")
	if m := volumed.FindStringSubmatchIndex(text); m != nil {
		keep(&r.Volume, text[m[2]:m[3]])
		text = text[:m[0]]
	}
	keep(&r.Title, clean(text))
	if rest = strings.Trim(rest, " .,;:"); utf8.RuneCountInString(rest) < 4 {
		return ""
	}
	return rest
}

// quotationEnd is where a quotation that a title begins with ends, if a mark of
// punctuation stands there and more text follows; else 0.
func quotationEnd(text string) int {
	closing := map[rune]string{'“': "”", '"': "\"", '„': "“”", '‘': "’", '\'': "'", '«': "»"}
	first, size := utf8.DecodeRuneInString(text)
	set := closing[first]
	if set == "" {
		return 0
	}
	for i, c := range text[size:] {
		at := size + i + utf8.RuneLen(c)
		if strings.ContainsRune(set, c) && at < len(text)-1 && strings.IndexByte(".,;", text[at]) >= 0 {
			return at
		}
	}
	return 0
}

// container sets what a work is in, less its pages in brackets, the months that
// an issue is called by and the number of a volume at its end.
func container(r *corpus.Reference, text string) {
	if m := pagesInside.FindStringSubmatchIndex(text); m != nil && m[0] > 0 {
		keep(&r.Pages, text[m[2]:m[3]])
		text = text[:m[0]]
	}
	text = online.ReplaceAllString(text, "")
	text = months.ReplaceAllString(clean(inWord.ReplaceAllString(text, "")), "")
	if nowhere.MatchString(text) {
		return
	}
	if m := reportNo.FindStringSubmatchIndex(text); m != nil && reportSeries.MatchString(text) {
		keep(&r.Volume, text[m[2]:m[3]])
		text = clean(text[:m[0]])
	}
	if m := numbering.FindStringSubmatchIndex(text); m != nil && m[0] > 0 && r.Container == "" {
		keep(&r.Volume, text[m[2]:m[3]])
		text = clean(text[:m[0]])
	}
	if m := roman.FindStringSubmatchIndex(text); m != nil {
		keep(&r.Volume, text[m[2]:m[3]])
		text = clean(text[:m[0]])
	}
	keep(&r.Container, text)
}

// nowhere are the remarks that stand in the place of what a work is in: that it
// has no publisher, is not published or is of some edition or kind.
var nowhere = regexp.MustCompile(`(?i)^(?:n\.\s?p|s\.\s?[ln]|url|(?:un)?published|(?:unpublished )?manuscript(?: under review)?|mimeo|press release|working paper|\pL+bericht|(?:final )?report|(?:\d+\pL*|\pL+) edition)$`)

// untitled gives a work that has only what it would be in its title: a book
// that stands by itself is in nothing.
func untitled(r *corpus.Reference, journal bool) {
	if r.Title == "" && r.Container != "" && !journal {
		r.Title, r.Container = r.Container, ""
	}
}
