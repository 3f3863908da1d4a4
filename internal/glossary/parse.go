package glossary

import (
	"bytes"
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"

	"recto/internal/corpus"
)

// entry is a concept with the places that its parts were written at.
type entry struct {
	file    string
	front   front
	links   []phrase // targets in the body
	concept corpus.Concept
}

// front is the front matter of a concept file.
type front struct {
	Preferred   phrase   `yaml:"preferred"`
	Alternative []phrase `yaml:"alternative"`
	Hidden      []phrase `yaml:"hidden"`
	Acronyms    []phrase `yaml:"acronyms"`
	Common      bool     `yaml:"common"`
	Context     []phrase `yaml:"context"`
	Broader     []phrase `yaml:"broader"`
	Narrower    []phrase `yaml:"narrower"`
	Related     []phrase `yaml:"related"`
	Sources     []phrase `yaml:"sources"`
}

// phrase is a text and the line of the file that it stands on.
type phrase struct {
	text string
	line int // 1-based
}

// UnmarshalYAML takes a scalar and notes its line in the front matter, which
// the fence makes one less than that in the file.
func (p *phrase) UnmarshalYAML(node ast.Node) error {
	token := node.GetToken()
	if token == nil || token.Position == nil {
		return errors.New("a text was expected")
	}
	p.line = token.Position.Line + 1
	switch n := node.(type) {
	case *ast.NullNode:
	case *ast.StringNode:
		p.text = strings.TrimSpace(n.Value)
	case *ast.LiteralNode:
		p.text = strings.TrimSpace(n.Value.Value)
	case ast.ScalarNode:
		p.text = strings.TrimSpace(token.Value)
	default:
		return &yaml.SyntaxError{Message: "a text was expected: write one text an item", Token: token}
	}
	return nil
}

const fence = "---\n"

// parse reads one file; it returns nil if there is no telling what concept it
// is about.
func parse(name string, data []byte, ps *problems) *entry {
	if !utf8.Valid(data) {
		ps.add(name, 1, "not UTF-8: save the file as UTF-8")
		return nil
	}
	head, body, bodyLine, ok := divide(string(bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))))
	if !ok {
		ps.add(name, 1, "no front matter: begin the file with a line ---, the fields, and another line ---")
		return nil
	}
	e := &entry{file: name}
	if err := yaml.UnmarshalWithOptions([]byte(head), &e.front, yaml.Strict()); err != nil {
		line, text := explain(err)
		ps.add(name, line, "front matter: %s", text)
		return nil
	}
	e.describe(body, bodyLine, ps)
	if e.concept.ID == "" {
		return nil
	}
	return e
}

// divide parts front matter and body; line is that of the body's first line.
func divide(text string) (head, body string, line int, ok bool) {
	rest, ok := strings.CutPrefix(text, fence)
	if !ok {
		return "", "", 0, false
	}
	if body, ok = strings.CutPrefix(rest, fence); ok {
		return "", body, 3, true
	}
	head, body, ok = strings.Cut(rest, "\n"+fence)
	return head, body, strings.Count(head, "\n") + 4, ok
}

// explain gives line and reason of a YAML error.
func explain(err error) (line int, text string) {
	var located yaml.Error
	if !errors.As(err, &located) || located.GetToken() == nil || located.GetToken().Position == nil {
		return 1, err.Error()
	}
	text, _, _ = strings.Cut(located.GetMessage(), " at [") // a place within the front matter
	return located.GetToken().Position.Line + 1, text
}

// describe makes the concept of the file and checks what can be told from the
// file alone.
func (e *entry) describe(body string, bodyLine int, ps *problems) {
	f := e.front
	e.concept = corpus.Concept{
		ID:          corpus.Slug(f.Preferred.text),
		Preferred:   f.Preferred.text,
		Alternative: texts(f.Alternative),
		Hidden:      texts(f.Hidden),
		Acronyms:    texts(f.Acronyms),
		Common:      f.Common,
		Context:     texts(f.Context),
		Sources:     texts(f.Sources),
		Body:        strings.TrimSpace(body),
	}
	if e.concept.ID == "" {
		ps.add(e.file, f.Preferred.line, "no preferred label: add a line such as preferred: activity system")
		return
	}
	if want := e.concept.ID + ".md"; e.file != want {
		ps.add(e.file, f.Preferred.line, "the file of %q must be named %s: rename it", e.concept.Preferred, want)
	}
	e.checkTexts(ps)
	doc := readBody(body)
	e.concept.Definition = doc.definition
	if doc.definition == "" {
		ps.add(e.file, bodyLine, "no definition: begin the body with a paragraph that defines the concept")
	}
	for _, l := range doc.links {
		e.links = append(e.links, phrase{l.text, l.line + bodyLine - 1})
	}
}

func (e *entry) checkTexts(ps *problems) {
	f := e.front
	if len(f.Sources) == 0 {
		ps.add(e.file, 1, "no sources: name the literature that the definition rests on")
	}
	for _, list := range [][]phrase{f.Alternative, f.Hidden, f.Acronyms, f.Context, f.Broader, f.Narrower, f.Related, f.Sources} {
		for _, p := range list {
			if p.text == "" {
				ps.add(e.file, p.line, "empty item: fill it in or remove it")
			}
		}
	}
}

func texts(list []phrase) []string {
	var out []string
	for _, p := range list {
		out = append(out, p.text)
	}
	return out
}
