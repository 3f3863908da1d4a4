package search_test

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"recto/internal/search"
)

func TestConcordance(t *testing.T) {
	x := openLibrary(t)
	for _, c := range []struct {
		req  search.Request
		want string
	}{
		{search.Request{Query: "herd"}, "A cow of several horses is a [herd] of animals."},
		{search.Request{Query: "concept:boundary-zone"}, "Teams met in “ [boundary zones] ,” and their learning was expansive there."},
		{search.Request{Query: "learning", PerPage: 2, Sort: search.SortLeft}, "[Learning] learning learning without end. | Nobody (1999) [Learning] ."},
		{
			search.Request{Query: "learning", PerPage: 2, Page: 2, Sort: search.SortRight},
			"Learning [learning] learning without end. | Teams met in “boundary zones,” and their [learning] was expansive there.",
		},
		{search.Request{Query: "nowhere"}, ""},
	} {
		r, err := x.Concordance(context.Background(), c.req)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, l := range r.Lines {
			got = append(got, strings.TrimSpace(fmt.Sprintf("%s [%s] %s", l.Left, l.Key, l.Right)))
		}
		if text := strings.Join(got, " | "); text != c.want {
			t.Errorf("%+v\n got %s\nwant %s", c.req, text, c.want)
		}
	}
}

func TestCollocates(t *testing.T) {
	r, err := openLibrary(t).Concordance(context.Background(), search.Request{Query: "learning"})
	if err != nil {
		t.Fatal(err)
	}
	// Four passages have the key, two the word, and both stand together in two:
	// 14 + log2(2·2 / (4+2)).
	want := []search.Collocate{{Word: "expansive", N: 2, LogDice: 14 + math.Log2(4.0/6)}, {Word: "was", N: 2, LogDice: 14 + math.Log2(4.0/6)}}
	if !slices.Equal(r.Collocates, want) {
		t.Errorf("collocates %+v, want %+v", r.Collocates, want)
	}
	if r.Total != 6 || r.Passages != 4 || len(r.ByYear) != 2 || r.ByYear[0].Value != "1998" || r.ByYear[0].N != 3 {
		t.Errorf("%d occurrences in %d passages, by year %+v", r.Total, r.Passages, r.ByYear)
	}
	if r.Before[0].Value != "learning" || r.Before[0].N != 2 {
		t.Errorf("before: %+v", r.Before)
	}
}
