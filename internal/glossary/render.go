package glossary

import (
	"bytes"
	"fmt"
	"html/template"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"recto/internal/corpus"
)

// Render makes HTML of a concept's body. Raw HTML in it is left out. The
// function url gives the address of a concept's page; links to concepts carry
// the class "concept" and the concept's id in data-concept.
func Render(c corpus.Concept, url func(id string) string) (template.HTML, error) {
	var b bytes.Buffer
	if err := goldmark.New(goldmark.WithExtensions(Links{url})).Convert([]byte(c.Body), &b); err != nil {
		return "", fmt.Errorf("render concept %s: %w", c.ID, err)
	}
	return template.HTML(b.String()), nil
}

// body is what is read off a Markdown body.
type body struct {
	definition string   // its first paragraph as plain text; empty if it begins otherwise
	further    []string // what follows that, a block each, as plain text
	links      []phrase // line within the body, 1-based
}

func readBody(markdown string) body {
	source := []byte(markdown)
	plain := func(string) string { return "" }
	doc := goldmark.New(goldmark.WithExtensions(Links{plain})).Parser().Parse(text.NewReader(source))
	var out body
	if p, ok := doc.FirstChild().(*ast.Paragraph); ok {
		out.definition = plainText(p, source)
	}
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		if text := plainText(n, source); text != "" && n.PreviousSibling() != nil {
			out.further = append(out.further, text)
		}
	}
	line := 1
	walk(doc, func(n ast.Node) {
		if n.Type() == ast.TypeBlock && n.Lines().Len() > 0 {
			line = 1 + bytes.Count(source[:n.Lines().At(0).Start], []byte("\n"))
		}
		switch n := n.(type) {
		case *ast.Text:
			if n.SoftLineBreak() || n.HardLineBreak() {
				line++
			}
		case *ConceptLink:
			out.links = append(out.links, phrase{n.Target, line})
		}
	})
	return out
}

// plainText is the text of a node, white space evened.
func plainText(n ast.Node, source []byte) string {
	var b strings.Builder
	walk(n, func(n ast.Node) {
		switch n := n.(type) {
		case *ast.Text:
			b.Write(n.Value(source))
			if n.SoftLineBreak() || n.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.String:
			b.Write(n.Value)
		case *ConceptLink:
			b.WriteString(n.Shown)
		}
	})
	return strings.Join(strings.Fields(b.String()), " ")
}

// walk visits a node and all below it, in reading order.
func walk(n ast.Node, visit func(ast.Node)) {
	visit(n)
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		walk(c, visit)
	}
}
