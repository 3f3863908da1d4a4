package jobs

import (
	"context"
	"errors"
	"fmt"
	"syscall"

	"recto/internal/corpus"
)

// errSource is that the library cannot give the bytes of a source any more.
var errSource = errors.New("read the source from the library")

const cancelledWords = "Cancelled by an administrator. Retry the job to begin again."

const noRoom = "The disk of the library is full. Make room on it, then retry the job; what readers see has not changed."

const discardedWords = "Looked at and not published. Retry the job to process the source again."

func crashedWords(attempts int) string {
	return fmt.Sprintf("The program stopped %d times while it worked on this source, so it is left alone now. "+
		"The log may tell why; retry the job once the program was updated or the machine has more memory.", attempts)
}

// words says why a job failed and what to do, for an administrator.
func words(err error) string {
	if stack(err) != "" {
		return "The program broke on this source; the log says where. Other sources are not concerned. " +
			"Please report it, and retry the job once the program was updated."
	}
	for _, w := range []struct {
		err  error
		text string
	}{
		{corpus.ErrFull, noRoom},
		{syscall.ENOSPC, noRoom},
		{errSource, "The bytes of the source are missing from the library or damaged there. Upload the source again."},
		{corpus.ErrNeedsOCR, "The source has pictures only and no text: OCR is needed to read it. Install Tesseract on the server (Debian: apt-get install tesseract-ocr), start Recto again and retry the job, or upload a PDF with a text layer."},
		{corpus.ErrNoText, "The source was read to its end and holds no text. Check that it is the right file."},
		{corpus.ErrEncrypted, "The source is protected by a password. Save it without one and upload that."},
		{corpus.ErrUnsupported, "The source is of no kind that Recto reads. Save it as PDF, as pictures of its pages or as plain text, and upload that."},
		{corpus.ErrTooLarge, "The source is larger than what can be read safely. Split it and upload the pieces."},
		{corpus.ErrBroken, "The source is damaged and cannot be read. Repair it, or print it anew as PDF, and upload that."},
		{context.DeadlineExceeded, "The source took longer than it is given. Split it and upload the pieces."},
	} {
		if errors.Is(err, w.err) {
			return w.text + " (" + err.Error() + ")"
		}
	}
	return "Processing failed; the log tells more. Retry the job. (" + err.Error() + ")"
}
