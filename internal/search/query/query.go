// Package query reads the search language: words, "phrases", nearness,
// wildcards, likeness, AND, OR, NOT, brackets, and fields such as title: and
// concept:.
//
// It knows nothing of an index. Every text has a reading: where a query is
// malformed, Parse takes the nearest well-formed one and says what it did.
package query

// Node is a query or a part of one: And, Or, Not, Near, Term, Wildcard, Fuzzy,
// Phrase, Field or Years. A nil Node matches nothing and means that nothing was
// asked.
type Node interface{ node() }

type (
	// And matches where all of its nodes do.
	And []Node
	// Or matches where one of its nodes does.
	Or []Node
	// Not matches where its node does not; it stands inside an And.
	Not struct{ Node Node }
	// Near matches where its sides do, with at most Distance words between the
	// one and the other, in either order. A side is a Term, Wildcard, Fuzzy or
	// Phrase, or the Field "concept".
	Near struct {
		Left, Right Node
		Distance    int
	}
	// Term is one word, as typed; another form of it matches too.
	Term struct{ Text string }
	// Wildcard is a word with * for any letters and ? for one; at least
	// minPrefix letters stand before the first of them.
	Wildcard struct{ Pattern string }
	// Fuzzy is a word that may differ in Edits letters, 1 or 2.
	Fuzzy struct {
		Text  string
		Edits int
	}
	// Phrase is words in sequence, as typed between the quotes. With a Slop they
	// may stand in any order, with up to so many other words among them.
	Phrase struct {
		Text string
		Slop int
	}
	// Field asks one of Fields but "year" for a Term, Wildcard, Fuzzy or Phrase.
	Field struct {
		Name string
		Node Node
	}
	// Years is a range of years, both ends included; 0 leaves an end open.
	Years struct{ From, To int }
)

func (And) node()      {}
func (Or) node()       {}
func (Not) node()      {}
func (Near) node()     {}
func (Term) node()     {}
func (Wildcard) node() {}
func (Fuzzy) node()    {}
func (Phrase) node()   {}
func (Field) node()    {}
func (Years) node()    {}

// Fields are the field names that the language knows.
var Fields = []string{"title", "author", "heading", "reference", "year", "volume", "concept", "kind"}

// Text is what a Term, Wildcard, Fuzzy or Phrase was typed as, and the value of
// a Field; otherwise "".
func Text(n Node) string {
	switch n := n.(type) {
	case Term:
		return n.Text
	case Wildcard:
		return n.Pattern
	case Fuzzy:
		return n.Text
	case Phrase:
		return n.Text
	case Field:
		return Text(n.Node)
	}
	return ""
}

// Plain gives the query's text if it is words or one phrase and nothing else,
// so that it may be looked up as a label; otherwise "".
func Plain(n Node) string {
	switch n := n.(type) {
	case Term:
		return n.Text
	case Phrase:
		if n.Slop == 0 {
			return n.Text
		}
	case And:
		text := ""
		for _, part := range n {
			t, ok := part.(Term)
			if !ok {
				return ""
			}
			if text != "" {
				text += " "
			}
			text += t.Text
		}
		return text
	}
	return ""
}
