package page

import "recto/internal/corpus"

// Frame is what the layout needs of every page. Page structs embed it.
type Frame struct {
	Title       string // the page's own, without the site's name
	Description string
	Room        string // the item of the navigation that is lit
	Query       string // in the search field
	Refresh     int    // seconds until the page loads itself again; 0 never
	Live        bool   // where there is script, it keeps the page up to date instead
	NoIndex     bool
	Home        bool          // the page has the search field itself
	Admin       bool          // a room of the administrator
	Noting      bool          // who is signed in can note on the page
	Person      corpus.Person // who is signed in; Render sets it
	Canonical   string
	Version     string
	Meta        []Meta
	Alternates  []Alternate

	pressed []Pressed // in the order of their insertion
}

// DeskFrame is the frame of a page for those who look after the library.
func DeskFrame(title string) Frame {
	return Frame{Title: title, Room: "admin", NoIndex: true, Admin: true}
}

// Alternate is another form of the page: its address and media type.
type Alternate struct{ URL, MediaType string }

// Meta is one <meta> of the page's head.
type Meta struct{ Name, Content string }

func (f *Frame) framed() *Frame { return f }

// Framed is a page struct: one that embeds a [Frame].
type Framed interface{ framed() *Frame }
