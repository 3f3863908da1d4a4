package main

import (
	"fmt"
	"io/fs"
	"regexp"
	"strings"
)

// volume is the source text of the whole book.
type volume struct {
	article // title, subtitle, editors and year in its fields; imprint and introduction as sections
	papers  []*article
}

// article is one text file: fields at the top, then sections.
type article struct {
	fields     map[string][]string
	title      string
	abstract   []string
	sections   []section
	references []string
	notes      []string // by number, the first is note 1
}

// section is a heading with what stands under it.
type section struct {
	number, heading string
	level           int
	blocks          []block
}

// block is a paragraph of kind "para", "quote" or "bullet". Its text may hold
// *emphasis* and note marks as [^1].
type block struct {
	kind, text string
}

// author is a name with an affiliation.
type author struct {
	name, affiliation string
}

// readVolume reads text/volume.md and the papers that it names, in order.
func readVolume(fsys fs.FS) (*volume, error) {
	front, err := readArticle(fsys, "text/volume.md")
	if err != nil {
		return nil, err
	}
	v := &volume{article: *front}
	for _, name := range front.fields["paper"] {
		p, err := readArticle(fsys, "text/"+name)
		if err != nil {
			return nil, err
		}
		v.papers = append(v.papers, p)
	}
	return v, nil
}

func readArticle(fsys fs.FS, name string) (*article, error) {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, fmt.Errorf("read text: %w", err)
	}
	a := &article{fields: map[string][]string{}}
	for _, chunk := range strings.Split(strings.TrimSpace(string(data)), "\n\n") {
		if err := a.add(strings.TrimSpace(chunk)); err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
	}
	if a.title = a.field("title"); a.title == "" {
		return nil, fmt.Errorf("read %s: it has no title", name)
	}
	return a, nil
}

// field is the first value of a field, or empty.
func (a *article) field(name string) string {
	if v := a.fields[name]; len(v) > 0 {
		return v[0]
	}
	return ""
}

// authors are the values of the field author, "Name, Affiliation".
func (a *article) authors() []author {
	var out []author
	for _, v := range a.fields["author"] {
		name, affiliation, _ := strings.Cut(v, ", ")
		out = append(out, author{name, affiliation})
	}
	return out
}

// section finds a section by its heading.
func (a *article) section(heading string) section {
	for _, s := range a.sections {
		if s.heading == heading {
			return s
		}
	}
	return section{}
}

// words counts the words of the running text: abstract, headings and blocks.
func (a *article) words() int {
	n := len(strings.Fields(strings.Join(a.abstract, " ")))
	for _, s := range a.sections {
		n += len(strings.Fields(s.heading))
		for _, b := range s.blocks {
			n += len(strings.Fields(b.text))
		}
	}
	return n
}

var (
	fieldLine   = regexp.MustCompile(`^([a-z]+): (.+)$`)
	headingLine = regexp.MustCompile(`^(##+) (?:(\d+(?:\.\d+)*) )?(.+)$`)
	noteLine    = regexp.MustCompile(`^\[\^(\d+)\]: (.+)$`)
)

// add takes one chunk of text between blank lines.
func (a *article) add(chunk string) error {
	if len(a.sections) == 0 && fieldLine.MatchString(chunk[:strings.IndexByte(chunk+"\n", '\n')]) {
		return a.addFields(chunk)
	}
	if m := headingLine.FindStringSubmatch(chunk); m != nil {
		a.sections = append(a.sections, section{number: m[2], heading: m[3], level: len(m[1]) - 1})
		return a.hoist()
	}
	if m := noteLine.FindStringSubmatch(flat(chunk)); m != nil {
		if m[1] != fmt.Sprint(len(a.notes)+1) {
			return fmt.Errorf("note %s is out of order", m[1])
		}
		a.notes = append(a.notes, m[2])
		return nil
	}
	if len(a.sections) == 0 {
		return fmt.Errorf("text before the first heading: %.40s", chunk)
	}
	last := &a.sections[len(a.sections)-1]
	switch {
	case last.heading == "Abstract":
		a.abstract = append(a.abstract, flat(chunk))
	case last.heading == "References":
		for line := range strings.Lines(chunk) {
			a.references = append(a.references, strings.TrimSpace(line))
		}
	case strings.HasPrefix(chunk, "> "):
		last.blocks = append(last.blocks, block{"quote", flat(strings.ReplaceAll(chunk[2:], "\n> ", "\n"))})
	case strings.HasPrefix(chunk, "- "):
		for _, item := range strings.Split(chunk[2:], "\n- ") {
			last.blocks = append(last.blocks, block{"bullet", flat(item)})
		}
	default:
		last.blocks = append(last.blocks, block{"para", flat(chunk)})
	}
	return nil
}

func (a *article) addFields(chunk string) error {
	for line := range strings.Lines(chunk) {
		m := fieldLine.FindStringSubmatch(strings.TrimSpace(line))
		if m == nil {
			return fmt.Errorf("no field: %.40s", line)
		}
		a.fields[m[1]] = append(a.fields[m[1]], m[2])
	}
	return nil
}

// hoist refuses a section after the references: only notes may follow them.
func (a *article) hoist() error {
	if len(a.references) > 0 {
		return fmt.Errorf("section %q after the references", a.sections[len(a.sections)-1].heading)
	}
	return nil
}

// body are the sections that are neither abstract nor references.
func (a *article) body() []section {
	var out []section
	for _, s := range a.sections {
		if s.heading != "Abstract" && s.heading != "References" {
			out = append(out, s)
		}
	}
	return out
}

// flat joins the lines of a chunk.
func flat(s string) string { return strings.Join(strings.Fields(s), " ") }

var (
	mark     = regexp.MustCompile(`\[\^(\d+)\]`)
	emphasis = strings.NewReplacer("*", "")
)

// plain is the text as a reader would say it: no emphasis, no note marks.
func plain(s string) string { return emphasis.Replace(mark.ReplaceAllString(s, "")) }
