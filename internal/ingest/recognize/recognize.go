// Package recognize is the second stage of the pipeline: scan pictures to
// words, where a source has none.
//
// It recognises nothing yet. It decides which scans need OCR, so that a source
// that has pictures only ends in a plain word instead of an empty success, and
// an edition with gaps says where they are.
package recognize

import (
	"fmt"

	"recto/internal/corpus"
)

// Assess counts the scans that have a picture and no words. Where these are
// all the source has, the error is [corpus.ErrNeedsOCR].
func Assess(scans []corpus.Scan) (corpus.Report, error) {
	var report corpus.Report
	bare, words := 0, 0
	for _, s := range scans {
		words += len(s.Words)
		if len(s.Words) == 0 && s.Width > 0 {
			bare++
		}
	}
	report.Add("recognize.scans-without-words", bare)
	if bare > 0 && words == 0 {
		return report, fmt.Errorf("none of %d scans has words: %w", bare, corpus.ErrNeedsOCR)
	}
	return report, nil
}
