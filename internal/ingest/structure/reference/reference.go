// Package reference reads the fields of a bibliographic reference: authors,
// year, title, container and the rest, named as in CSL.
//
// A linear-chain model labels each word with its field; rules then part the
// names and clean the values. The model is a conditional random field with
// Viterbi decoding, trained by the command in the folder
// build and embedded as model.bin.gz. It looks nothing up and completes
// nothing: a field that is not in the text stays empty.
package reference

import "recto/internal/corpus"

//go:generate go run ./build -out model.bin.gz

// Parse reads one reference. Raw is kept as it is given; it may be damaged. An
// empty text gives a reference without fields.
func Parse(raw string) corpus.Reference { return model().Parse(raw) }

// Parse is [Parse] by this model.
func (m *Model) Parse(raw string) corpus.Reference {
	words := cut(raw)
	for i := range words {
		words[i].text = figured(words[i].text)
	}
	ref := corpus.Reference{Raw: raw}
	if len(words) == 0 {
		return ref
	}
	fill(&ref, settle(spans(words, m.Label(texts(words)))))
	return ref
}

// span is a run of words with one label.
type span struct {
	label Label
	text  string
}

// spans joins neighbours with the same label.
func spans(words []printed, labels []Label) []span {
	var out []span
	for i, w := range words {
		if n := len(out); n > 0 && out[n-1].label == labels[i] {
			if !w.glued {
				out[n-1].text += " "
			}
			out[n-1].text += w.text
			continue
		}
		out = append(out, span{labels[i], w.text})
	}
	return out
}
