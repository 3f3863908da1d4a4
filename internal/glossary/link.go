package glossary

import (
	"bytes"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"recto/internal/corpus"
)

// KindConceptLink is the kind of a [ConceptLink].
var KindConceptLink = ast.NewNodeKind("ConceptLink")

// ConceptLink is a link to a concept, written [[label]] or [[label|shown]].
type ConceptLink struct {
	ast.BaseInline
	Target string // the label, as written
	Shown  string // the text to show; the label if none was given
}

// ID is the id of the concept that is linked to.
func (n *ConceptLink) ID() string { return corpus.Slug(n.Target) }

// Kind is [KindConceptLink].
func (n *ConceptLink) Kind() ast.NodeKind { return KindConceptLink }

// Dump prints the node for debugging.
func (n *ConceptLink) Dump(source []byte, level int) {
	ast.DumpHelper(n, source, level, map[string]string{"Target": n.Target, "Shown": n.Shown}, nil)
}

// Links is a goldmark extension for links to concepts. URL gives the address
// of a concept; a link that it gives "" for is shown as plain text.
type Links struct {
	URL func(id string) string
}

// Extend adds the links to a Markdown reader.
func (l Links) Extend(m goldmark.Markdown) {
	m.Parser().AddOptions(parser.WithInlineParsers(util.Prioritized(linkParser{}, 199))) // before the links of Markdown itself
	m.Renderer().AddOptions(renderer.WithNodeRenderers(util.Prioritized(linkRenderer(l), 500)))
}

type linkParser struct{}

// Trigger is the byte that a link begins with.
func (linkParser) Trigger() []byte { return []byte{'['} }

// Parse reads a link that stands within one line.
func (linkParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, _ := block.PeekLine()
	rest, ok := bytes.CutPrefix(line, []byte("[["))
	if !ok {
		return nil
	}
	inside, _, ok := bytes.Cut(rest, []byte("]]"))
	if !ok || bytes.ContainsAny(inside, "[]") {
		return nil
	}
	target, shown, given := bytes.Cut(inside, []byte("|"))
	target, shown = bytes.TrimSpace(target), bytes.TrimSpace(shown)
	if len(target) == 0 || given && len(shown) == 0 {
		return nil
	}
	if !given {
		shown = target
	}
	block.Advance(len(inside) + len("[[]]"))
	return &ConceptLink{Target: string(target), Shown: string(shown)}
}

type linkRenderer Links

// RegisterFuncs tells goldmark what is rendered here.
func (r linkRenderer) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(KindConceptLink, r.render)
}

func (r linkRenderer) render(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	link, ok := node.(*ConceptLink)
	if !ok || !entering {
		return ast.WalkContinue, nil
	}
	shown := util.EscapeHTML([]byte(link.Shown))
	url := r.URL(link.ID())
	if url == "" {
		_, err := w.Write(shown)
		return ast.WalkContinue, err
	}
	w.WriteString(`<a class="concept" href="`)
	w.Write(util.EscapeHTML([]byte(url)))
	w.WriteString(`" data-concept="`)
	w.WriteString(link.ID())
	w.WriteString(`">`)
	w.Write(shown)
	_, err := w.WriteString(`</a>`)
	return ast.WalkContinue, err
}
