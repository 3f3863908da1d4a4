package publish

import "recto/internal/corpus"

// reference writes an entry of a list of references: its fields as far as they
// are known, and its text. An entry without fields is its text alone.
func (s *sections) reference(i int) {
	b := s.blocks[i]
	r, ok := s.refs[b.ID]
	if !ok || r.Title == "" && r.Container == "" && len(r.Authors) == 0 {
		s.line(i, "bibl")
		return
	}
	t := s.t
	t.x.section("biblStruct", []attr{{"type", r.Type}, {"xml:id", t.take(b.ID)}}, func() {
		t.works(r)
		t.x.element("idno", r.DOI, attr{"type", "DOI"})
		if r.URL != "" {
			t.x.element("idno", r.URL, attr{"type", "URL"})
		}
		t.x.start("note", attr{"type", "raw"})
		t.inline(b, s.calls(i))
		t.x.end()
		t.x.line()
	})
}

// works writes an article or chapter and what it is in, or a book by itself.
func (t *tei) works(r corpus.Reference) {
	level := "m"
	within := r.Container != "" || r.Type == "article-journal" || r.Title == ""
	if within {
		t.x.section("analytic", nil, func() {
			t.people("author", r.Authors)
			t.x.element("title", r.Title, attr{"level", "a"})
		})
	}
	if r.Type == "article-journal" {
		level = "j"
	}
	t.x.section("monogr", nil, func() {
		if !within {
			t.people("author", r.Authors)
			t.x.element("title", r.Title, attr{"level", level})
		}
		t.x.element("title", r.Container, attr{"level", level})
		if !within || r.Container != "" {
			t.people("editor", r.Editors)
		}
		t.imprint(r)
	})
}

func (t *tei) imprint(r corpus.Reference) {
	t.x.section("imprint", nil, func() {
		t.x.element("pubPlace", r.Place)
		t.x.element("publisher", r.Publisher)
		t.date(r.Year)
		t.x.element("biblScope", r.Volume, attr{"unit", "volume"})
		t.x.element("biblScope", r.Issue, attr{"unit", "issue"})
		t.x.element("biblScope", r.Pages, attr{"unit", "page"})
	})
}
