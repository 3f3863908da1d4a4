package publish

import (
	"io"

	"recto/internal/corpus"
)

// Form is one way to write a book down.
type Form struct {
	Name      string // by which it is asked for
	Ending    string // of files in it, with its dot
	MediaType string
	Whole     bool // it is of volumes alone
	Write     func(w io.Writer, b Book, pictures Pictures) error
}

// Forms are all forms that a book can be taken away in.
func Forms() []Form {
	return []Form{
		{"pdf", ".pdf", "application/pdf", false, PDF},
		{"epub", ".epub", "application/epub+zip", false, func(w io.Writer, b Book, _ Pictures) error { return EPUB(w, b) }},
		{"tei", ".xml", "application/tei+xml; charset=utf-8", false, plain(TEI, TEIPart)},
		{"md", ".md", "text/markdown; charset=utf-8", false, plain(Markdown, MarkdownPart)},
		{"text", ".txt", "text/plain; charset=utf-8", false, plain(Text, TextPart)},
		{"json", ".json", "application/json", false, neutral},
		{"zip", ".zip", "application/zip", true, Archive},
	}
}

// FormNamed is the form of a name.
func FormNamed(name string) (Form, bool) {
	for _, f := range Forms() {
		if f.Name == name {
			return f, true
		}
	}
	return Form{}, false
}

// plain writes a volume, or the part of it that is wanted, in a form without pictures.
func plain(whole func(*corpus.Edition) []byte, part func(*corpus.Edition, string) ([]byte, error)) func(io.Writer, Book, Pictures) error {
	return func(w io.Writer, b Book, _ Pictures) (err error) {
		var data []byte
		if b.Part == "" {
			data = whole(b.Edition)
		} else if data, err = part(b.Edition, b.Part); err != nil {
			return err
		}
		_, err = w.Write(data)
		return err
	}
}

func neutral(w io.Writer, b Book, _ Pictures) error {
	e, err := b.chosen()
	if err != nil {
		return err
	}
	data, err := Neutral(e)
	if err != nil {
		return err
	}
	_, err = w.Write(data)
	return err
}
