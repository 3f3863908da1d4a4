package server

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"recto/internal/corpus"
)

// permalink names a passage so that it is found in later editions too, and that
// a change of its text is noticed.
type permalink struct {
	From, To string // ids of its first and its last word
	Edition  string // in which it was read, as corpus.ShortID
	Quote    string // its first words
	Sum      string // digest of its text
}

// quotedWords is how many of a passage's words its permalink quotes.
const quotedWords = 6

// permalinkOf reads a permalink from an address; it is empty if there is none.
func permalinkOf(q url.Values) permalink {
	from, to, ok := strings.Cut(q.Get("at"), "_")
	if !ok {
		to = from
	}
	return permalink{From: from, To: to, Edition: q.Get("edition"), Quote: q.Get("quote"), Sum: q.Get("sum")}
}

// pairs are the parameters of an address that permalinkOf reads.
func (p permalink) pairs() [][2]string {
	if p.From == "" {
		return nil
	}
	at := p.From
	if p.To != p.From {
		at += "_" + p.To
	}
	return [][2]string{{"at", at}, {"edition", p.Edition}, {"quote", p.Quote}, {"sum", p.Sum}}
}

// stretch is a passage of a part: its first and its last token.
type stretch struct{ from, to tokenPlace }

// has reports whether a token is of the passage.
func (s stretch) has(block, token int) bool {
	at := tokenPlace{block, token}
	return !at.before(s.from) && !s.to.before(at)
}

func (p tokenPlace) before(q tokenPlace) bool {
	return p.block < q.block || p.block == q.block && p.token < q.token
}

// tokens are those of a passage, over the ends of blocks.
func (s stretch) tokens(part corpus.Part) []corpus.Token {
	var all []corpus.Token
	for i := s.from.block; i <= s.to.block; i++ {
		tokens := part.Blocks[i].Tokens
		first, end := 0, len(tokens)
		if i == s.from.block {
			first = s.from.token
		}
		if i == s.to.block {
			end = s.to.token + 1
		}
		all = append(all, tokens[first:end]...)
	}
	return all
}

// link is the permalink of a passage. A passage of gaps alone has none.
func (s stretch) link(part corpus.PartText) (permalink, bool) {
	tokens := s.tokens(part.Part)
	first := slices.IndexFunc(tokens, hasID)
	if first < 0 {
		return permalink{}, false
	}
	last := len(tokens) - 1
	for !hasID(tokens[last]) {
		last--
	}
	words := strings.Fields(corpus.Join(tokens))
	return permalink{
		From: tokens[first].ID(), To: tokens[last].ID(), Edition: corpus.ShortID(part.Entry.Edition),
		Quote: strings.Join(words[:min(quotedWords, len(words))], " "), Sum: sumOf(tokens),
	}, true
}

func hasID(t corpus.Token) bool { return t.ID() != "" }

// sumOf is a digest of a passage's text.
func sumOf(tokens []corpus.Token) string {
	sum := sha256.Sum256([]byte(corpus.Join(tokens)))
	return hex.EncodeToString(sum[:4])
}

// fate is what became of a passage since its permalink was made.
type fate int

const (
	stands  fate = iota // it reads as it did, or it is not known how it read
	changed             // it is there, and reads otherwise
	moved               // its words are gone, and elsewhere it begins as it did
	gone
)

// find looks a passage up in the text as it is now: by its words' ids, and where
// those read otherwise by how it began, as near as can be to where it stood.
func (p permalink) find(part corpus.Part) (stretch, fate) {
	b, t, ok := wordAt(part, p.From)
	b2, t2, ok2 := wordAt(part, p.To)
	at := stretch{tokenPlace{b, t}, lastOf(part, b2, t2)}
	ok = ok && ok2 && !at.to.before(at.from)
	if ok && (p.Sum == "" || sumOf(at.tokens(part)) == p.Sum) {
		return at, stands
	}
	begins := ok && p.Quote != "" && startsWith(at.tokens(part), p.Quote)
	if found, is := findQuote(part, p.Quote, scanOf(p.From)); is && !begins {
		if whole, same := p.grow(part, found); same {
			return whole, stands
		}
		return found, moved
	}
	if !ok {
		return stretch{}, gone
	}
	return at, changed
}

// maxGrow is how long a passage can be that is found by its words, in tokens.
const maxGrow = 600

// grow lengthens what was found of a passage until its text is that of the link.
func (p permalink) grow(part corpus.Part, s stretch) (stretch, bool) {
	for range maxGrow {
		if sumOf(s.tokens(part)) == p.Sum {
			return s, true
		}
		if s.to.token++; s.to.token < len(part.Blocks[s.to.block].Tokens) {
			continue
		}
		if s.to = (tokenPlace{s.to.block + 1, 0}); s.to.block >= len(part.Blocks) {
			break
		}
	}
	return stretch{}, false
}

func startsWith(tokens []corpus.Token, quote string) bool {
	for i, word := range strings.Fields(quote) {
		if i >= len(tokens) || bare(tokens[i].Text) != bare(word) {
			return false
		}
	}
	return true
}

// lastOf is the last of the tokens that were split from one word.
func lastOf(part corpus.Part, block, token int) tokenPlace {
	if block < len(part.Blocks) {
		tokens := part.Blocks[block].Tokens
		for token+1 < len(tokens) && hasID(tokens[token]) && tokens[token+1].ID() == tokens[token].ID() {
			token++
		}
	}
	return tokenPlace{block, token}
}

// findQuote looks for words in a part, and of several places takes the one whose
// scan is nearest.
func findQuote(part corpus.Part, quote string, scan int) (stretch, bool) {
	n := len(strings.Fields(quote))
	best, least, found := stretch{}, 0, false
	for i, b := range part.Blocks {
		for j := 0; j+n <= len(b.Tokens) && n > 0; j++ {
			if !startsWith(b.Tokens[j:j+n], quote) {
				continue
			}
			if far := distance(b.Tokens[j], scan); !found || far < least {
				best, least, found = stretch{tokenPlace{i, j}, tokenPlace{i, j + n - 1}}, far, true
			}
		}
	}
	return best, found
}

// bare is a word without case and marks.
func bare(word string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, word)
}

func distance(t corpus.Token, scan int) int {
	if len(t.Words) == 0 || scan == 0 {
		return 0
	}
	return max(t.Words[0].Scan-scan, scan-t.Words[0].Scan)
}

// scanOf is the scan that a word's id names, 0 if it names none.
func scanOf(id string) int {
	parts := strings.Split(id, "-")
	if len(parts) < 3 {
		return 0
	}
	n, _ := strconv.Atoi(parts[len(parts)-2])
	return n
}
