package jobs

import (
	"errors"
	"fmt"
	"strings"
	"syscall"
	"testing"

	"recto/internal/corpus"
)

// An administrator reads what happened and what to do.
func TestWords(t *testing.T) {
	for _, c := range []struct {
		err  error
		want string
	}{
		{fmt.Errorf("write blob: %w", corpus.ErrFull), "disk of the library is full"},
		{fmt.Errorf("extract: write: %w", syscall.ENOSPC), "Make room on it, then retry"},
		{fmt.Errorf("recognize: %w", corpus.ErrNeedsOCR), "apt-get install tesseract-ocr"},
		{fmt.Errorf("extract: %w", corpus.ErrEncrypted), "Save it without one"},
		{&panicked{"index out of range", []byte("stack")}, "Other sources are not concerned"},
		{errors.New("unheard of"), "Retry the job. (unheard of)"},
	} {
		if got := words(c.err); !strings.Contains(got, c.want) {
			t.Errorf("%v: %q, want %q", c.err, got, c.want)
		}
	}
}
