package glossary_test

import (
	"html/template"
	"strings"
	"testing"

	corpusfs "recto/corpus"
	"recto/internal/corpus"
	"recto/internal/glossary"
)

// own is the glossary that comes with Recto.
func own(t testing.TB) *glossary.Glossary {
	t.Helper()
	files, err := corpusfs.Glossary()
	if err != nil {
		t.Fatal(err)
	}
	g, err := glossary.Load(files)
	if err != nil {
		t.Fatalf("load the glossary of Recto:\n%v", err)
	}
	return g
}

// TestOwnGlossary holds the concepts that come with Recto to what their
// readers may expect.
func TestOwnGlossary(t *testing.T) {
	for _, c := range own(t).Concepts() {
		links := strings.Count(c.Body, "[[")
		if words := len(strings.Fields(c.Body)); words < 80 || words > 220 || links < 2 {
			t.Errorf("%s: %d words and %d links, want 80 to 220 words and two links or more", c.ID, words, links)
		}
		if len(c.Broader)+len(c.Narrower)+len(c.Related) == 0 {
			t.Errorf("%s: tied to no concept", c.ID)
		}
		if !strings.HasSuffix(c.Definition, ".") || len(strings.Fields(c.Definition)) > 60 {
			t.Errorf("%s: the definition is no sentence or two: %q", c.ID, c.Definition)
		}
		if _, err := glossary.Render(c, func(id string) string { return "/concepts/" + id }); err != nil {
			t.Error(err)
		}
	}
}

func TestRender(t *testing.T) {
	url := func(id string) string {
		if id == "nowhere" {
			return ""
		}
		return "/concepts/" + id + "?a=1&b=2"
	}
	tests := []struct{ body, want string }{
		{"See [[activity system]].", `<p>See <a class="concept" href="/concepts/activity-system?a=1&amp;b=2" data-concept="activity-system">activity system</a>.</p>`},
		{"[[object (of activity)|its objects]]", `<p><a class="concept" href="/concepts/object?a=1&amp;b=2" data-concept="object">its objects</a></p>`},
		{"*[[rules| the <b>rules</b> ]]*", `<p><em><a class="concept" href="/concepts/rules?a=1&amp;b=2" data-concept="rules">the &lt;b&gt;rules&lt;/b&gt;</a></em></p>`},
		{"[[nowhere|not linked]]", `<p>not linked</p>`},
		{"[[]] [[ | ]] [[a|]] [[open [x](y)", `<p>[[]] [[ | ]] [[a|]] [[open <a href="y">x</a></p>`},
		{"<script>alert(1)</script>", `<!-- raw HTML omitted -->`},
		{"a <b onclick=x>b</b>", `<p>a <!-- raw HTML omitted -->b<!-- raw HTML omitted --></p>`},
		{"[x](javascript:alert)", `<p><a href="">x</a></p>`},
		{"`[[code]]`", `<p><code>[[code]]</code></p>`},
	}
	for _, tt := range tests {
		got, err := glossary.Render(corpus.Concept{Body: tt.body}, url)
		if err != nil {
			t.Errorf("%q: %v", tt.body, err)
		}
		if got := strings.TrimSpace(string(got)); got != tt.want {
			t.Errorf("%q\n got %s\nwant %s", tt.body, got, template.HTML(tt.want))
		}
	}
}
