package recognize

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"
)

// ErrNoEngine is that no engine is installed, or not with the language asked
// for; the text says what to do.
var ErrNoEngine = errors.New("install Tesseract (Debian: apt-get install tesseract-ocr)")

const (
	startTime = 10 * time.Second // for the engine to say what it is
	pageTime  = 60 * time.Second // for one page
	pageMode  = "4"              // a column of text of varying sizes, which a prepared page is
	stated    = "300"            // resolution, which the enlargement comes near to
)

// Tesseract is the engine of that name, version 4 or later, run as a command.
type Tesseract struct {
	path     string
	settings Settings
}

// FindTesseract looks for the command and asks for its version and languages.
// The language is one of its names, as "eng", or several joined by "+". The
// error is [ErrNoEngine] if it cannot be used.
func FindTesseract(ctx context.Context, language string) (*Tesseract, error) {
	path, err := exec.LookPath("tesseract")
	if err != nil {
		return nil, ErrNoEngine
	}
	ctx, cancel := context.WithTimeout(ctx, startTime)
	defer cancel()
	about, err := command(ctx, path, "--version").CombinedOutput()
	if err != nil {
		return nil, fmt.Errorf("%w; that in %s does not run: %w", ErrNoEngine, path, err)
	}
	name, version, _ := strings.Cut(strings.SplitN(string(about), "\n", 2)[0], " ")
	if name != "tesseract" {
		return nil, fmt.Errorf("%w; %s is something else", ErrNoEngine, path)
	}
	list, err := command(ctx, path, "--list-langs").CombinedOutput()
	if err != nil {
		return nil, fmt.Errorf("%w; that in %s does not tell its languages: %w", ErrNoEngine, path, err)
	}
	known := strings.Fields(string(list))
	for l := range strings.SplitSeq(language, "+") {
		if !slices.Contains(known, l) {
			return nil, fmt.Errorf("%w; the one here lacks the language %q (Debian: apt-get install tesseract-ocr-%s)", ErrNoEngine, l, l)
		}
	}
	return &Tesseract{path, Settings{Engine: name, Language: language, Layout: "psm " + pageMode, Version: strings.TrimSpace(version)}}, nil
}

// Settings are part of [Engine].
func (t *Tesseract) Settings() Settings { return t.settings }

// Read runs the command over one page, in one thread and within a minute.
func (t *Tesseract) Read(ctx context.Context, page *image.Gray) ([]Reading, error) {
	ctx, cancel := context.WithTimeout(ctx, pageTime)
	defer cancel()
	c := command(ctx, t.path, "stdin", "stdout", "-l", t.settings.Language,
		"--psm", pageMode, "--dpi", stated, "-c", "tessedit_create_tsv=1")
	c.Stdin = bytes.NewReader(pgm(page))
	var out, complaint bytes.Buffer
	c.Stdout, c.Stderr = &out, &complaint
	if err := c.Run(); err != nil {
		if ctx.Err() != nil {
			return nil, fmt.Errorf("run tesseract: %w", ctx.Err())
		}
		return nil, fmt.Errorf("run tesseract: %w: %.200s", err, complaint.String())
	}
	return parseTSV(out.Bytes())
}

// command dies with its context and runs in one thread: pages are what is run
// side by side.
func command(ctx context.Context, path string, args ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, path, args...)
	c.Env = append(os.Environ(), "OMP_THREAD_LIMIT=1", "LC_ALL=C")
	c.WaitDelay = time.Second
	return c
}

// pgm is the picture as a portable greymap.
func pgm(m *image.Gray) []byte {
	w, h := m.Rect.Dx(), m.Rect.Dy()
	out := fmt.Appendf(make([]byte, 0, w*h+32), "P5\n%d %d\n255\n", w, h)
	for y := range h {
		out = append(out, m.Pix[y*m.Stride:y*m.Stride+w]...)
	}
	return out
}
