package corpus

// Volume is one proceedings.
type Volume struct {
	ID        string   `json:"id"` // Source.Short of its first source
	Title     string   `json:"title"`
	Subtitle  string   `json:"subtitle,omitempty"`
	Editors   []string `json:"editors,omitempty"`
	Series    string   `json:"series,omitempty"`
	Event     string   `json:"event,omitempty"`
	Publisher string   `json:"publisher,omitempty"`
	Year      int      `json:"year,omitempty"` // 0 if not known
	ISBN      string   `json:"isbn,omitempty"`
	ISSN      string   `json:"issn,omitempty"`
	Rights    string   `json:"rights,omitempty"`
	Sources   []Source `json:"sources"`

	Mentioned []MentionedPaper `json:"mentioned,omitempty"` // in the order of the text
}

// MentionedPaper is a paper or presentation that a volume speaks of, but does not contain.
type MentionedPaper struct {
	Title    string   `json:"title,omitempty"` // empty where the text does not give it
	Authors  []Author `json:"authors,omitempty"`
	Evidence []string `json:"evidence"` // the passages that speak of it
}

// PartKind tells what a part of a volume is.
type PartKind string

// The kinds of part.
const (
	FrontMatter  PartKind = "front-matter"
	Contents     PartKind = "contents"
	Introduction PartKind = "introduction"
	PaperPart    PartKind = "paper"
	BackMatter   PartKind = "back-matter"
)

// Part is a stretch of a volume. A part of kind PaperPart has a Paper; the
// others have their blocks alone.
type Part struct {
	ID       string   `json:"id"` // id of its first word
	Kind     PartKind `json:"kind"`
	Title    string   `json:"title,omitempty"`
	Evidence []string `json:"evidence,omitempty"` // why it begins here, in words for an administrator
	Paper    *Paper   `json:"paper,omitempty"`
	Blocks   []Block  `json:"blocks"` // all of the part, in reading order; structure makes them
	Lines    []Line   `json:"-"`      // what structure makes the blocks of; segment sets it, no edition keeps it
}

// Paper is the bibliographic description of a part; its text is Part.Blocks.
type Paper struct {
	ID         string      `json:"id"` // id of the first word of its title
	Title      string      `json:"title"`
	Subtitle   string      `json:"subtitle,omitempty"`
	Authors    []Author    `json:"authors,omitempty"`
	Keywords   []string    `json:"keywords,omitempty"`
	FirstFolio string      `json:"firstFolio,omitempty"` // as printed or, where it is not, counted from the pages around; or empty
	LastFolio  string      `json:"lastFolio,omitempty"`
	References []Reference `json:"references,omitempty"`
}

// Author is a person as the paper names them.
type Author struct {
	Given       string `json:"given,omitempty"`
	Family      string `json:"family"`
	Affiliation string `json:"affiliation,omitempty"`
}

// Name is the author's name in reading order.
func (a Author) Name() string {
	if a.Given == "" {
		return a.Family
	}
	return a.Given + " " + a.Family
}

// Reference is one entry of a paper's reference list, parsed as far as it goes.
// Field names are those of CSL.
type Reference struct {
	Block     string   `json:"block,omitempty"` // id of its block; empty outside a paper
	Raw       string   `json:"raw"`             // the entry's reading text
	Type      string   `json:"type,omitempty"`  // CSL: article-journal, book, chapter, report, webpage …
	Authors   []Author `json:"author,omitempty"`
	Editors   []Author `json:"editor,omitempty"`
	Year      string   `json:"year,omitempty"` // with its letter, as "2004a"
	Title     string   `json:"title,omitempty"`
	Container string   `json:"container-title,omitempty"`
	Volume    string   `json:"volume,omitempty"`
	Issue     string   `json:"issue,omitempty"`
	Pages     string   `json:"page,omitempty"`
	Publisher string   `json:"publisher,omitempty"`
	Place     string   `json:"publisher-place,omitempty"`
	DOI       string   `json:"DOI,omitempty"`
	URL       string   `json:"URL,omitempty"`
}
