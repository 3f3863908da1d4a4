package corpus

// BlockKind tells what a block is.
type BlockKind string

// The kinds of block. Those up to Keywords make the head of a paper.
const (
	TitleBlock       BlockKind = "title"
	SubtitleBlock    BlockKind = "subtitle"
	AuthorBlock      BlockKind = "author"
	AffiliationBlock BlockKind = "affiliation"
	AbstractBlock    BlockKind = "abstract"
	KeywordsBlock    BlockKind = "keywords"
	Heading          BlockKind = "heading"
	Paragraph        BlockKind = "paragraph"
	Quotation        BlockKind = "quotation"
	ListItem         BlockKind = "list-item"
	Note             BlockKind = "note"
	Caption          BlockKind = "caption"
	Table            BlockKind = "table"
	ReferenceBlock   BlockKind = "reference"
)

// Block is one piece of a part's text.
type Block struct {
	ID        string     `json:"id"` // id of its first word
	Kind      BlockKind  `json:"kind"`
	Level     int        `json:"level,omitempty"`  // of a heading, 1 is the highest
	Label     string     `json:"label,omitempty"`  // section number, note mark or bullet, as printed
	Broken    bool       `json:"broken,omitempty"` // it is not known that it stands in its right place after the block before
	Beside    string     `json:"beside,omitempty"` // of a note in the margin, the id of the token that begins the line beside it; empty for other notes
	Tokens    []Token    `json:"tokens"`
	Mentions  []Mention  `json:"mentions,omitempty"`  // by From, not overlapping
	Citations []Citation `json:"citations,omitempty"` // by From, not overlapping
	Marks     []NoteMark `json:"marks,omitempty"`     // of notes, by Token
}

// Text is the block's reading text.
func (b Block) Text() string { return Join(b.Tokens) }

// Raw is the block's diplomatic text.
func (b Block) Raw() string { return JoinRaw(b.Tokens) }

// Page is the id of the printed page on which the block begins, or empty.
func (b Block) Page() string {
	for _, t := range b.Tokens {
		if t.Page != "" {
			return t.Page
		}
	}
	return ""
}

// Mention is a concept found in a block.
type Mention struct {
	Concept     string  `json:"concept"` // Concept.ID
	From        int     `json:"from"`    // index of the first token
	To          int     `json:"to"`      // index after the last token
	Reason      Reason  `json:"reason"`
	Confidence  float64 `json:"confidence"`
	Attestation bool    `json:"attestation,omitempty"` // the passage defines the concept
}

// Reason is why a mention was matched.
type Reason string

// The reasons.
const (
	Exact       Reason = "exact"       // a preferred label, letter for letter but for case
	Inflected   Reason = "inflected"   // another form of a label
	Alternate   Reason = "alternative" // an alternative or hidden label
	Hyphenation Reason = "hyphenation" // a label written with another hyphen or joined over a line end
	Variant     Reason = "ocr-variant" // a label through OCR damage
	Acronym     Reason = "acronym"
)

// Citation is a reference entry cited in the text.
type Citation struct {
	From      int    `json:"from"` // as in Mention
	To        int    `json:"to"`
	Reference string `json:"reference,omitempty"` // Reference.Block; empty if no entry was found
}

// NoteMark is where a note is marked in the text: the bytes From up to To of the
// text of a token.
type NoteMark struct {
	Token int    `json:"token"` // index
	From  int    `json:"from"`
	To    int    `json:"to"`
	Note  string `json:"note"` // Block.ID of the note
}

// Cut parts the token of a block that bears the mark into what stands before the
// mark, the mark, and what stands after it. It is false where there is no such
// token, or no mark in it.
func (m NoteMark) Cut(b Block) (before, mark, after string, ok bool) {
	if m.Token < 0 || m.Token >= len(b.Tokens) {
		return "", "", "", false
	}
	text := b.Tokens[m.Token].Text
	if m.From < 0 || m.From >= m.To || m.To > len(text) {
		return "", "", "", false
	}
	return text[:m.From], text[m.From:m.To], text[m.To:], true
}
