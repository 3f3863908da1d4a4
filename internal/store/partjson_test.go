package store

import (
	"encoding/json"
	"reflect"
	"testing"

	"recto/internal/corpus"
)

// wholePart has a value in every field that a part can have, and texts that JSON
// has to escape.
func wholePart() corpus.Part {
	box := corpus.Box{X1: 10, Y1: 20.5, X2: 30.1, Y2: 40}
	word := corpus.Word{ID: "5a5a5a5a5a-1-1", Raw: "a\"b\\c\u2028é", Scan: 1, Box: box, Line: 3, Col: 7, Size: 31.5, Conf: 0.91, Face: corpus.Bold | corpus.Italic}
	doubt := &corpus.Emendation{Kind: corpus.Substituted, Rule: "channel", Confidence: 1e-7, Alternatives: []corpus.Alternative{{Text: "<b>", Confidence: 0.5}}}
	return corpus.Part{
		ID: "5a5a5a5a5a-1-1", Kind: corpus.PaperPart, Title: "Of \"tools\"", Evidence: []string{"title"},
		Paper: &corpus.Paper{ID: "p", Title: "Tools", References: []corpus.Reference{{Raw: "A. (2004)", Authors: []corpus.Author{{Family: "A"}}}}},
		Blocks: []corpus.Block{{
			ID: "b", Kind: corpus.Paragraph, Level: 2, Label: "1.", Broken: true,
			Tokens: []corpus.Token{
				{Text: "ab\tc", Words: []corpus.Word{word, word}, Page: "5a5a5a5a5a-1", Emendation: doubt},
				{Gap: "torn", Page: "5a5a5a5a5a-1"},
				{Text: "Łódź", Words: []corpus.Word{{ID: "w", Raw: "L", Scan: 2}}},
			},
			Mentions:  []corpus.Mention{{Concept: "object", From: 0, To: 1, Reason: corpus.Exact, Confidence: 0.5, Attestation: true}},
			Citations: []corpus.Citation{{From: 1, To: 2, Reference: "r"}},
			Marks:     []corpus.NoteMark{{Token: 0, From: 1, To: 2, Note: "n"}},
		}, {ID: "empty", Tokens: []corpus.Token{}}, {}},
	}
}

// FuzzDecodePart reads every part that JSON can say as encoding/json reads it.
func FuzzDecodePart(f *testing.F) {
	for _, p := range []corpus.Part{wholePart(), {}, {Blocks: []corpus.Block{}}} {
		data, err := canonical(p)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	for _, text := range []string{`{ "id" : "spaced" }`, `{"ID":"a","blocks":null}`, `{"blocks":[{"tokens":[{"words":[{"scan":1.5}]}]}]}`, `{"id":"cut`, `{"id":"\`, `null`, `{"blocks":[{"tokens":[{"emendation":null}]}]}`} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		decodePart(data)
		var want corpus.Part
		if json.Unmarshal(data, &want) != nil {
			return
		}
		written, err := canonical(want)
		if err != nil {
			return
		}
		want = corpus.Part{}
		if err := json.Unmarshal(written, &want); err != nil {
			t.Fatal(err)
		}
		got, err := decodePart(written)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s\nis read as %+v, %v\nwant %+v", written, got, err, want)
		}
	})
}

// TestDecodePartByHand tells whether parts are read the quick way at all.
func TestDecodePartByHand(t *testing.T) {
	data, err := canonical(wholePart())
	if err != nil {
		t.Fatal(err)
	}
	r := partReader{data: string(data)}
	var part corpus.Part
	if r.part(&part); r.odd || r.at != len(data) {
		t.Errorf("given up at byte %d of %d, before %.40q", r.at, len(data), data[min(r.at, len(data)):])
	}
}
