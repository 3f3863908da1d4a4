package annotate

import (
	"slices"
	"strings"
)

// A mention is an attestation if the words around it are those of a
// definition. The patterns are few and strict: a definition that is missed
// does less harm than a passing remark that is shown as one.

// attests reports whether the mention of words from to to is defined in its sentence.
func attests(words []string, from, to int) bool {
	return defined(words, from, to) || introduced(words, from, to)
}

// openings are what may stand between the beginning of a sentence and the term
// that it defines.
var openings = []string{
	"", "a", "an", "the", "our", "such", "so", "thus",
	"the notion of", "the concept of", "the idea of", "the term", "the principle of", "the method of",
}

// copulas join a term and its definition.
var copulas = []string{
	"is a", "is an", "is the", "is that", "is one", "is any", "is anything", "is when", "is what", "is where",
	"are a", "are the", "are those", "are places", "are spaces", "are people",
	"refers to", "refer to", "means", "denotes", "describes", "designates", "signifies", "consists of", "consists in",
	"is defined as", "are defined as", "was defined as", "may be defined as", "can be defined as", "is understood as", "are understood as",
	"can be understood as", "is conceptualised as", "is conceptualized as", "can be described as", "is described as",
}

// remarks look like definitions and say something else.
var remarks = []string{
	"is a matter", "is a question", "is a problem", "is a challenge", "is a good", "is a useful", "is a further", "is a case", "is an example", "is an important",
	"is the result", "is the subject", "is the same", "is the case", "is the first", "is the second", "is the third", "is the next", "is the only",
	"is one thing", "is that of", "is that it", "is that they", "is that there",
}

// nounEndings are those of abstract nouns, for definitions without an article.
var nounEndings = []string{"ment", "tion", "sion", "ness", "ship", "ance", "ence", "ism"}

// defined reports a copula and what may be a definition right after a mention
// at the beginning of its sentence.
func defined(words []string, from, to int) bool {
	if strings.HasPrefix(words[from], "(") || ends(words[to-1]) || strings.HasSuffix(words[to-1], ",") {
		return false
	}
	if !slices.Contains(openings, phrase(words, clauseStart(words, from), from)) {
		return false
	}
	after := phrase(words, pastBracket(words, to), len(words))
	begins := func(p string) bool { return strings.HasPrefix(after, p+" ") }
	if slices.ContainsFunc(remarks, begins) {
		return false
	}
	return slices.ContainsFunc(copulas, begins) || isNoun(after)
}

// longestPreface is how many words may stand before the comma in "In this
// account, learning is …".
const longestPreface = 5

// clauseStart is the beginning of a sentence, or of what follows its preface.
func clauseStart(words []string, i int) int {
	start := sentenceStart(words, i)
	for j := i - 1; j >= start; j-- {
		if strings.HasSuffix(words[j], ",") {
			if j-start < longestPreface {
				return j + 1
			}
			return start
		}
	}
	return start
}

// pastBracket is the index after a short bracket, an acronym or a citation,
// that may stand at i.
func pastBracket(words []string, i int) int {
	if i >= len(words) || !strings.HasPrefix(words[i], "(") {
		return i
	}
	for j := i; j < min(len(words), i+6); j++ {
		if strings.Contains(words[j], ")") {
			return j + 1
		}
	}
	return i
}

// isNoun reports "is" and an abstract noun.
func isNoun(after string) bool {
	rest, ok := strings.CutPrefix(after, "is ")
	noun, _, _ := strings.Cut(rest, " ")
	return ok && slices.ContainsFunc(nounEndings, func(e string) bool { return strings.HasSuffix(noun, e) })
}

// introductions are what stands before a term that is being defined.
var introductions = []string{
	"the term", "by the term", "definition of", "known as", "is called", "are called", "is termed", "are termed", "be termed", "been termed",
	"he calls", "she calls", "they call", "we call", "i call", "he terms", "she terms", "they term", "we term",
	"refers to this as", "refer to this as", "referred to as", "described as",
}

// introduced reports words before the mention that introduce its definition.
func introduced(words []string, from, to int) bool {
	before := " " + phrase(words, max(sentenceStart(words, from), from-6), from)
	after := phrase(words, to, min(to+12, len(words)))
	switch {
	case strings.HasSuffix(before, " by"):
		return strings.HasPrefix(after, "we mean") || strings.HasPrefix(after, "i mean") || strings.HasPrefix(after, "is meant")
	case hasAnySuffix(before, []string{"define", "defines", "defined", "define the", "defines the"}):
		return strings.Contains(" "+after+" ", " as ")
	case strings.Contains(before, " what "), strings.Contains(before, " so called"), strings.Contains(before, " use the term"):
		return false
	}
	return hasAnySuffix(before, introductions)
}

// hasAnySuffix reports whether a text ends with one of some phrases.
func hasAnySuffix(text string, phrases []string) bool {
	return slices.ContainsFunc(phrases, func(p string) bool { return strings.HasSuffix(text, " "+p) })
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

// longestPhrase is how many words a pattern needs at most.
const longestPhrase = 12

// phrase is the words of one sentence, at most [longestPhrase] of them, in lower
// case without the punctuation around them.
func phrase(words []string, from, to int) string {
	var out []string
	for i := from; i < to && len(out) < longestPhrase; i++ {
		if w := bareWord(words[i]); w != "" {
			out = append(out, strings.ToLower(w))
		}
		if ends(words[i]) {
			break
		}
	}
	return strings.Join(out, " ")
}
