// Package query reads the search language: words, "phrases", AND, OR, NOT,
// brackets, and the fields title:, author:, year:, volume:, concept: and kind:.
//
// It knows nothing of an index. Every text has a reading: where a query is
// malformed, Parse takes the nearest well-formed one and says what it did.
package query

// Node is a query or a part of one: And, Or, Not, Term, Phrase, Field or Years.
// A nil Node matches nothing and means that nothing was asked.
type Node interface{ node() }

type (
	// And matches where all of its nodes do.
	And []Node
	// Or matches where one of its nodes does.
	Or []Node
	// Not matches where its node does not; it stands inside an And.
	Not struct{ Node Node }
	// Term is one word, as typed.
	Term struct{ Text string }
	// Phrase is words in sequence, as typed between the quotes.
	Phrase struct{ Text string }
	// Field is a value in a named field.
	Field struct {
		Name   string // one of Fields but "year"
		Value  string
		Quoted bool
	}
	// Years is a range of years, both ends included; 0 leaves an end open.
	Years struct{ From, To int }
)

func (And) node()    {}
func (Or) node()     {}
func (Not) node()    {}
func (Term) node()   {}
func (Phrase) node() {}
func (Field) node()  {}
func (Years) node()  {}

// Fields are the field names that the language knows.
var Fields = []string{"title", "author", "year", "volume", "concept", "kind"}

// Plain gives the query's text if it is words or one phrase and nothing else,
// so that it may be looked up as a label; otherwise "".
func Plain(n Node) string {
	switch n := n.(type) {
	case Term:
		return n.Text
	case Phrase:
		return n.Text
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
