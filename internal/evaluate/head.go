package evaluate

import (
	"encoding/xml"
	"fmt"
	"os"
	"slices"
	"strings"
)

// Head is the title and the authors of a single paper.
type Head struct {
	Title   string
	Authors []string // names in reading order
}

// Heads is how well the heads of single papers were read.
type Heads struct {
	Single     Share   `json:"one_paper"` // sources in which one paper was found, not none or several
	TitleExact Share   `json:"title_exact"`
	Title      float64 `json:"title_fuzzy"` // mean similarity
	Authors    F1      `json:"authors"`
}

// HeadMeter measures paper by paper.
type HeadMeter struct {
	heads            Heads
	similar          float64
	hits, out, truth int
}

// Add measures the first paper of an output; without a paper all is wrong.
func (m *HeadMeter) Add(truth Head, out Neutral) {
	var p Paper
	if len(out.Papers) > 0 {
		p = out.Papers[0]
	}
	var authors []string
	for _, a := range p.Authors {
		authors = append(authors, a.Name)
	}
	m.heads.Single.count(len(out.Papers) == 1)
	m.heads.TitleExact.count(slices.Equal(words(truth.Title), words(p.Title)))
	m.similar += similarity(truth.Title, p.Title)
	m.hits += len(assign(truth.Authors, authors, sameName, .85))
	m.out += len(authors)
	m.truth += len(truth.Authors)
}

// Result is the measure of all papers so far.
func (m *HeadMeter) Result() Heads {
	h := m.heads
	h.Title = m.similar / float64(max(1, h.Single.Of))
	h.Authors = newF1(m.hits, m.out, m.truth)
	return h
}

// ReadCrossref reads title and authors from a Crossref deposit.
func ReadCrossref(path string) (Head, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return Head{}, err
	}
	var deposit struct {
		Title   string `xml:"body>journal>journal_article>titles>title"`
		Persons []struct {
			Role   string `xml:"contributor_role,attr"`
			Given  string `xml:"given_name"`
			Family string `xml:"surname"`
		} `xml:"body>journal>journal_article>contributors>person_name"`
	}
	if err := xml.Unmarshal(data, &deposit); err != nil {
		return Head{}, fmt.Errorf("%s: %w", path, err)
	}
	h := Head{Title: folded(deposit.Title)}
	for _, p := range deposit.Persons {
		if p.Role == "author" {
			h.Authors = append(h.Authors, strings.TrimSpace(p.Given+" "+p.Family))
		}
	}
	return h, nil
}
