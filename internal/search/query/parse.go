package query

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
)

const (
	maxNodes    = 64  // bounds what one query may cost
	nearby      = 10  // words between the sides of a near that names no number
	maxDistance = 100 // words
	minPrefix   = 2   // letters before the first wildcard
	minFuzzy    = 4   // letters of a word that may differ
)

// Parse reads a query. The message is empty, or says in words for a reader
// what was wrong and how the query was read instead.
func Parse(text string) (Node, string) {
	lexemes, unclosed := lex(text)
	p := &parser{rest: lexemes}
	if unclosed {
		p.note("A quotation mark was left open; the phrase was taken to run to the end.")
	}
	if len(p.rest) > maxNodes {
		p.rest = p.rest[:maxNodes]
		p.note(fmt.Sprintf("The query is long; its first %d words were used.", maxNodes))
	}
	n := p.or()
	for len(p.rest) > 0 { // only a stray closing bracket stops or()
		p.rest = p.rest[1:]
		p.note("A closing bracket without an opening one was left out.")
		if more := p.or(); more != nil {
			n = join(n, more)
		}
	}
	if not, ok := n.(Not); ok {
		n = not.Node
		p.note("A search cannot consist of NOT alone; NOT was left out.")
	}
	return n, strings.Join(p.notes, " ")
}

type parser struct {
	rest  []lexeme
	notes []string
}

func (p *parser) note(text string) {
	for _, n := range p.notes {
		if n == text {
			return
		}
	}
	p.notes = append(p.notes, text)
}

func (p *parser) next(k kind) bool {
	if len(p.rest) == 0 || p.rest[0].kind != k {
		return false
	}
	p.rest = p.rest[1:]
	return true
}

// or reads clauses parted by OR, up to a closing bracket or the end.
func (p *parser) or() Node {
	var nodes Or
	for {
		if n := p.and(); n != nil {
			nodes = append(nodes, n)
		} else if len(nodes) > 0 || p.ahead(or) {
			p.note("OR needs something on both sides; it was left out.")
		}
		if !p.next(or) {
			break
		}
	}
	switch len(nodes) {
	case 0:
		return nil
	case 1:
		return nodes[0]
	}
	for i, n := range nodes {
		if not, ok := n.(Not); ok {
			nodes[i] = not.Node
			p.note("NOT beside OR would find nearly everything; NOT was left out.")
		}
	}
	return nodes
}

func (p *parser) ahead(k kind) bool { return len(p.rest) > 0 && p.rest[0].kind == k }

// and reads clauses parted by AND or by nothing.
func (p *parser) and() Node {
	var nodes And
	positive := false
	for len(p.rest) > 0 && !p.ahead(or) && !p.ahead(shut) {
		if p.next(and) {
			if len(nodes) == 0 || len(p.rest) == 0 || p.ahead(or) || p.ahead(shut) {
				p.note("AND needs something on both sides; it was left out.")
			}
			continue
		}
		n := p.nears(p.clause())
		if n == nil {
			continue
		}
		if _, negative := n.(Not); !negative {
			positive = true
		}
		nodes = append(nodes, n)
	}
	if len(nodes) > 1 && !positive {
		for i := range nodes {
			nodes[i] = nodes[i].(Not).Node
		}
		p.note("A search cannot consist of NOT alone; NOT was left out.")
	}
	switch len(nodes) {
	case 0:
		return nil
	case 1:
		return nodes[0]
	}
	return nodes
}

func (p *parser) clause() Node {
	negative := false
	for p.next(not) {
		negative = !negative
	}
	n := p.atom()
	if n == nil {
		if negative {
			p.note("NOT needs a word after it; it was left out.")
		}
		return nil
	}
	if inner, already := n.(Not); negative && already {
		return inner.Node
	}
	if negative {
		return Not{n}
	}
	return n
}

// nears reads what follows a clause with NEAR between.
func (p *parser) nears(left Node) Node {
	for left != nil {
		distance, ok := p.nearAhead(left)
		if !ok {
			break
		}
		p.rest = p.rest[1:]
		right := p.clause()
		if right == nil {
			p.note("NEAR needs something on both sides; it was left out.")
			break
		}
		if !hasPlace(left) || !hasPlace(right) {
			p.note("NEAR stands between words, phrases and concepts; it was read as AND.")
			return And{left, right}
		}
		left = Near{left, right, distance}
	}
	return left
}

// nearAhead reports whether the next lexeme is NEAR; the plain word "near" is
// one beside a concept.
func (p *parser) nearAhead(left Node) (int, bool) {
	if p.ahead(near) {
		return p.rest[0].n, true
	}
	if !p.ahead(word) || p.rest[0].text != "near" || len(p.rest) < 2 {
		return 0, false
	}
	f, ok := left.(Field)
	next := p.rest[1]
	return nearby, ok && f.Name == "concept" || next.kind == field && next.text == "concept"
}

// hasPlace reports whether a node is found at a place in the text.
func hasPlace(n Node) bool {
	switch n := n.(type) {
	case Term, Wildcard, Fuzzy, Phrase:
		return true
	case Field:
		return n.Name == "concept"
	}
	return false
}

func (p *parser) atom() Node {
	if len(p.rest) == 0 {
		return nil
	}
	l := p.rest[0]
	switch l.kind {
	case word, phrase:
		p.rest = p.rest[1:]
		return p.value(l)
	case field:
		p.rest = p.rest[1:]
		return p.field(l.text)
	case near:
		p.rest = p.rest[1:]
		p.note("NEAR needs something on both sides; it was left out.")
		return nil
	case open:
		p.rest = p.rest[1:]
		n := p.or()
		if !p.next(shut) {
			p.note("An opening bracket was never closed; it was closed at the end.")
		}
		return n
	}
	return nil // an operator, which the caller handles
}

// value reads a word or a phrase.
func (p *parser) value(l lexeme) Node {
	if !hasLetterOrDigit(l.text) {
		return nil
	}
	if l.kind == phrase {
		return Phrase{l.text, l.n}
	}
	if text, edits, ok := cutFuzzy(l.text); ok {
		return p.fuzzy(text, edits)
	}
	if pattern := strings.TrimRight(l.text, "?!.,;:"); strings.ContainsAny(pattern, "*?") {
		return p.wildcard(pattern)
	}
	return Term{l.text}
}

// cutFuzzy reads "word~" and "word~2".
func cutFuzzy(text string) (string, int, bool) {
	stem, number, ok := strings.Cut(text, "~")
	if !ok || !hasLetterOrDigit(stem) {
		return text, 0, false
	}
	switch number {
	case "", "1":
		return stem, 1, true
	}
	n, err := strconv.Atoi(number)
	return stem, n, err == nil
}

func (p *parser) fuzzy(text string, edits int) Node {
	if strings.ContainsAny(text, "*?") {
		p.note(fmt.Sprintf("%q has wildcards, so the ~ was left out.", text))
		return p.wildcard(text)
	}
	if len([]rune(text)) < minFuzzy {
		p.note(fmt.Sprintf("%q is too short to look for similar words; it was searched as it is.", text))
		return Term{text}
	}
	if edits < 1 || edits > 2 {
		p.note("A ~ allows one or two other letters; two were taken.")
		edits = 2
	}
	return Fuzzy{text, edits}
}

func (p *parser) wildcard(pattern string) Node {
	letters, _, _ := strings.Cut(strings.ReplaceAll(pattern, "?", "*"), "*")
	if len([]rune(letters)) >= minPrefix {
		return Wildcard{pattern}
	}
	plain := strings.NewReplacer("*", "", "?", "").Replace(pattern)
	p.note(fmt.Sprintf("A word needs at least %d letters before its first * or ?; %q was searched as a word.", minPrefix, plain))
	if !hasLetterOrDigit(plain) {
		return nil
	}
	return Term{plain}
}

// field reads what a field is asked for.
func (p *parser) field(name string) Node {
	if !p.ahead(word) && !p.ahead(phrase) {
		p.note(fmt.Sprintf("%s: needs a value right after the colon; it was left out.", name))
		return nil
	}
	l := p.rest[0]
	p.rest = p.rest[1:]
	if name == "year" {
		years, ok := parseYears(l.text)
		if !ok {
			p.note(fmt.Sprintf("%q is not a year or a range of years such as 1998..2007; it was searched as a word.", l.text))
			return p.value(l)
		}
		return years
	}
	if name == "concept" || name == "kind" { // whole names, with nothing special in them
		l.text, l.n = strings.Trim(l.text, "*?~"), 0
		if hasLetterOrDigit(l.text) && l.kind == word {
			return Field{name, Term{l.text}}
		}
	}
	n := p.value(l)
	if n == nil {
		p.note(fmt.Sprintf("%s: needs a value right after the colon; it was left out.", name))
		return nil
	}
	return Field{name, n}
}

// parseYears reads "2007", "1998..2007", "1998.." and "..2007".
func parseYears(text string) (Years, bool) {
	from, to, ranged := strings.Cut(text, "..")
	if !ranged {
		y, ok := parseYear(text)
		return Years{y, y}, ok && y != 0
	}
	a, okA := parseYear(from)
	b, okB := parseYear(to)
	if a > b && b != 0 {
		a, b = b, a
	}
	return Years{a, b}, okA && okB && (a != 0 || b != 0)
}

func parseYear(text string) (int, bool) {
	if text == "" {
		return 0, true
	}
	y, err := strconv.Atoi(text)
	return y, err == nil && y > 0 && y < 10000
}

func join(a, b Node) Node {
	if a == nil {
		return b
	}
	return And{a, b}
}

func hasLetterOrDigit(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}
