package server

import "net/http"

type helpPage struct {
	frame
	Syntax []syntax
}

// syntax is one way of asking, with an example that works.
type syntax struct {
	Example string
	URL     string
	Text    string
}

func (s *server) help(w http.ResponseWriter, r *http.Request) error {
	page := helpPage{frame: frame{Title: "How to search", Room: "help", Description: "Words, phrases, fields and years."}}
	for _, line := range [][2]string{ // each finds something in the demonstration volume
		{"learning boundaries", "Both words, anywhere in a passage and in any of their forms. Small words such as “the” and “of” are passed over beside others, but not in a phrase. A concept’s name also finds its other names."},
		{`"expansive learning"`, "The words side by side, in this order."},
		{"knotworking OR co-configuration", "Either of the two."},
		{"learning NOT school", "The first without the second."},
		{"(zone OR object) boundary", "Brackets hold together what belongs together."},
		{`"horizontal learning"~5`, "The words in any order, with up to five others among them."},
		{"learning NEAR/8 school", "The one within eight words of the other."},
		{"organi?ation learn*", "A ? is one letter, a * any number; at least two letters stand before them."},
		{"engestrom~", "Words that differ in one letter, as damage or spelling may have it; ~2 allows two."},
		{"concept:boundary-crossing near concept:boundary-zone", "Passages that mention the one close to the other."},
		{"concept:boundary-crossing", "Passages that mention the concept, whichever of its names they use, scanning damage included."},
		{"author:fairleigh", "In papers by this author."},
		{"title:learning", "In papers with this word in their title."},
		{"heading:introduction", "Headings with this word."},
		{"reference:vygotsky", "Entries of reference lists."},
		{"kind:quote", "Quotations; with words beside it, the quotations that have them. Other kinds are heading, paragraph, note, caption, table, reference and abstract."},
		{"year:1998.. contradiction", "In volumes from this year on; 1998..2007 is all the years between, and either end may be left open."},
		{`volume:"between services" tool`, "In volumes of this title."},
	} {
		page.Syntax = append(page.Syntax, syntax{Example: line[0], URL: searchURL(line[0]), Text: line[1]})
	}
	return s.render(w, r, http.StatusOK, "help", &page)
}
