package reference

// Label is the field that a word of a reference belongs to.
type Label uint8

// The labels, named as in the training data.
const (
	Author Label = iota
	Number
	Collection
	Container
	Date
	DOI
	Edition
	Editor
	Genre
	ISBN
	Journal
	Location
	Medium
	Note
	Pages
	Publisher
	Source
	Title
	Translator
	URL
	Volume
	labels
)

var labelNames = [labels]string{
	"author", "citation-number", "collection-title", "container-title", "date", "doi", "edition", "editor", "genre", "isbn",
	"journal", "location", "medium", "note", "pages", "publisher", "source", "title", "translator", "url", "volume",
}

// String is the label's name in the training data.
func (l Label) String() string {
	if l < labels {
		return labelNames[l]
	}
	return "unknown"
}

// ParseLabel is the label of a name in the training data; rare names stand for
// the nearest of ours.
func ParseLabel(name string) Label {
	switch name {
	case "director", "producer":
		return Author
	case "dataset":
		return Medium
	}
	for l, n := range labelNames {
		if n == name {
			return Label(l)
		}
	}
	return Note
}
