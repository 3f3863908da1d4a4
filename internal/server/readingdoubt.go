package server

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"recto/internal/corpus"
)

// sure is the confidence from which a changed word is not called doubtful.
const sure = 0.9

// The marks of words, as the style sheet names them.
const (
	doubtMark   = "doubt"
	changedMark = "changed"
)

// doubts tells for each token of a block which mark it carries, if any. By
// default only doubts that could mislead are marked: in a concept, a name or a
// number.
func doubts(b corpus.Block, which string) []string {
	marked := make([]string, len(b.Tokens))
	if which == noMarks {
		return marked
	}
	weighty := make([]bool, len(b.Tokens))
	for _, m := range b.Mentions {
		fill(weighty, m.From, m.To)
	}
	for i, t := range b.Tokens {
		switch {
		case t.Gap != "" || t.Emendation == nil || t.Emendation.Kind == corpus.Corrected:
		case t.Emendation.Confidence < sure:
			if which == allMarks || weighty[i] || numeric(t.Text) || named(b.Tokens, i) {
				marked[i] = doubtMark
			}
		case which == allMarks && t.Changed():
			marked[i] = changedMark
		}
	}
	return marked
}

// damage counts what could not be read of a part for sure. Its page explains the
// marks that stand there.
type damage struct {
	Gaps   int // places where something is printed that could not be read
	Seams  int // places inside blocks where the next line may not go on
	Breaks int // blocks that may not go on from the one before
}

func damageOf(p corpus.Part) (d damage) {
	for _, b := range p.Blocks {
		if b.Broken {
			d.Breaks++
		}
		for _, t := range b.Tokens {
			switch {
			case t.Gap == "":
			case len(t.Words) > 0:
				d.Gaps++
			default:
				d.Seams++
			}
		}
	}
	return d
}

func numeric(text string) bool { return strings.ContainsFunc(text, unicode.IsDigit) }

// named reports whether a token may be a name: a capital that no sentence's
// beginning explains.
func named(tokens []corpus.Token, i int) bool {
	if i == 0 || tokens[i-1].Gap != "" {
		return false
	}
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(tokens[i].Text, `"'“‘([`))
	before := strings.TrimRight(tokens[i-1].Text, `"'”’)]`)
	return unicode.IsUpper(first) && before != "" && !strings.ContainsAny(before[len(before)-1:], ".!?:")
}
