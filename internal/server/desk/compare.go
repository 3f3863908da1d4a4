package desk

import (
	"net/http"
	"net/url"
	"strconv"

	"recto/internal/compare"
	"recto/internal/corpus"
	"recto/internal/server/page"
)

type comparePage struct {
	page.Frame
	Volume     corpus.Volume
	From, To   shownEdition
	Editions   []shownEdition
	Difference compare.Difference
	Parts      []comparedPart // those that changed
	Unchanged  int
	Shown      []compare.Change
	Only       string // title of the part whose changes alone are shown
	Earlier    string // address of the changes before
	Later      string // and after
	First      int    // number of the first change that is shown, from 1
	All        int
}

type comparedPart struct {
	compare.Part
	KindName string
	URL      string // of its changes
}

// changesAtOnce is how many changes are shown on one page.
const changesAtOnce = 200

// compare shows what differs between two editions, by default between the two
// that were made last.
func (d *Rooms) compare(w http.ResponseWriter, r *http.Request) error {
	volume, q := volumeID(r), r.URL.Query()
	editions, err := d.Library.VolumeEditions(r.Context(), volume)
	if err != nil {
		return err
	}
	if len(editions) < 2 {
		return page.Error{Status: http.StatusNotFound, Title: "There is nothing to compare", Text: "The volume has fewer than two editions. There will be another when it is corrected or processed again."}
	}
	p := comparePage{Frame: page.DeskFrame("Compare editions")}
	for _, e := range editions {
		shown := shownEdition{EditionEntry: e, Short: short(e.ID)}
		p.Editions = append(p.Editions, shown)
		if e.ID == q.Get("from") || p.From.ID == "" && q.Get("from") == "" && e.ID == editions[1].ID {
			p.From = shown
		}
		if e.ID == q.Get("to") || p.To.ID == "" && q.Get("to") == "" && e.ID == editions[0].ID {
			p.To = shown
		}
	}
	if p.From.ID == "" || p.To.ID == "" {
		return page.ErrNoPage
	}
	from, err := d.Library.Edition(r.Context(), p.From.ID)
	if err != nil {
		return err
	}
	to, err := d.Library.Edition(r.Context(), p.To.ID)
	if err != nil {
		return err
	}
	p.Volume, p.Difference = to.Volume, compare.Editions(from, to)
	p.choose(volume, q)
	return d.render(w, r, "diff", &p)
}

// choose takes the parts and the changes that are to be shown.
func (p *comparePage) choose(volume string, q url.Values) {
	base := compareURL(volume, p.From.ID, p.To.ID)
	part := q.Get("part")
	for _, c := range p.Difference.Parts {
		if c.ID == part {
			p.Only = c.Title
		}
		if c.Status == compare.Same {
			p.Unchanged++
			continue
		}
		p.Parts = append(p.Parts, comparedPart{c, kindNames[c.Kind], base + "&part=" + url.QueryEscape(c.ID) + "#changes"})
	}
	var all []compare.Change
	for _, c := range p.Difference.Changes {
		if part == "" || c.Part == part {
			all = append(all, c)
		}
	}
	if part != "" {
		base += "&part=" + url.QueryEscape(part)
	}
	first, err := strconv.Atoi(q.Get("first"))
	if err != nil || first < 1 || first > len(all) {
		first = 1
	}
	end := min(len(all), first-1+changesAtOnce)
	p.First, p.All, p.Shown = first, len(all), all[min(first-1, len(all)):end]
	if first > 1 {
		p.Earlier = base + "&first=" + strconv.Itoa(max(1, first-changesAtOnce)) + "#changes"
	}
	if end < len(all) {
		p.Later = base + "&first=" + strconv.Itoa(end+1) + "#changes"
	}
}

func compareURL(volume, from, to string) string {
	return careURL(volume) + "/compare?from=" + url.QueryEscape(from) + "&to=" + url.QueryEscape(to)
}
