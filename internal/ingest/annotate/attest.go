package annotate

import "strings"

// A mention is an attestation if the words around it are those of a
// definition. The patterns are few and strict: a definition that is missed
// does less harm than a passing remark that is shown as one.

// attests reports whether the mention of words from to to is defined in its sentence.
func attests(words []string, from, to int) bool {
	return definedAfter(words, from, to) || introduced(words, from, to)
}

// copulas are what follows a term that is being defined.
var copulas = []string{
	"is a", "is an", "is the", "is that", "is one", "is any", "is anything", "is when", "is what", "is where", "is learning", "is not a",
	"are a", "are the", "are those", "are places", "are spaces", "are people",
	"refers to", "refer to", "means", "denotes", "describes", "designates", "signifies",
	"is defined as", "are defined as", "was defined as", "may be defined as", "can be defined as", "is understood as", "are understood as",
	"can be understood as", "is conceptualised as", "is conceptualized as", "can be described as", "is described as",
	"is the name", "is a term", "consists of", "consists in",
}

// definedAfter reports a copula right after the mention, given that the mention
// begins its sentence but for a few words.
func definedAfter(words []string, from, to int) bool {
	if from-sentenceStart(words, from) > 4 || strings.HasPrefix(words[from], "(") || ends(words[to-1]) || strings.HasSuffix(words[to-1], ",") {
		return false
	}
	next := to
	if next < len(words) && strings.HasPrefix(words[next], "(") { // an acronym or a reference in brackets
		for next < len(words) && next < to+6 && !strings.Contains(words[next], ")") {
			next++
		}
		next++
	}
	after := phrase(words, next, min(next+4, len(words)))
	for _, c := range copulas {
		if strings.HasPrefix(after+" ", c+" ") {
			return true
		}
	}
	return false
}

// introductions are what stands before a term that is being defined.
var introductions = []string{
	"define", "defines", "defined", "define the", "the term", "by the term", "a concept of", "the definition of", "definition of",
	"known as", "is called", "are called", "what is called", "what he calls", "what she calls", "what they call", "what we call",
	"he calls", "she calls", "they call", "we call", "he terms", "she terms", "they term", "what he terms", "what they term", "we term",
	"might be termed", "may be termed", "has been termed", "is termed", "are termed", "refers to this as", "refer to this as",
	"by", // "By contradictions we mean"
}

// introduced reports words before the mention that introduce a definition, or
// that the mention is named as a notion and explained.
func introduced(words []string, from, to int) bool {
	before := phrase(words, max(sentenceStart(words, from), from-5), from)
	for _, x := range introductions {
		if before != x && !strings.HasSuffix(before, " "+x) {
			continue
		}
		switch x {
		case "by":
			after := phrase(words, to, min(to+3, len(words)))
			return strings.HasPrefix(after, "we mean") || strings.HasPrefix(after, "i mean") || strings.HasPrefix(after, "is meant")
		case "define", "defines", "defined", "define the":
			return hasWord(phrase(words, to, min(to+12, len(words))), "as") || strings.Contains(words[to-1], ":")
		}
		return true
	}
	return false
}

func hasWord(text, word string) bool {
	return strings.Contains(" "+text+" ", " "+word+" ")
}

// sentenceStart is the index of the first word of the sentence that a word stands in.
func sentenceStart(words []string, i int) int {
	for i > 0 && !ends(words[i-1]) {
		i--
	}
	return i
}

// ends reports whether a word ends a sentence.
func ends(word string) bool {
	word = strings.TrimRight(word, `'")]’”`)
	return strings.HasSuffix(word, ".") && len(word) > 2 && word != "al." && word != "et." || strings.HasSuffix(word, "?") || strings.HasSuffix(word, "!")
}

// phrase is words in lower case without the punctuation around them.
func phrase(words []string, from, to int) string {
	var b strings.Builder
	for i := from; i < to; i++ {
		if w := bareWord(words[i]); w != "" {
			if b.Len() > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(strings.ToLower(w))
		}
		if i < to-1 && ends(words[i]) {
			break
		}
	}
	return b.String()
}
