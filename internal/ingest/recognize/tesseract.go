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

// What is missing, and what to do.
var (
	// ErrNoEngine: no engine is installed.
	ErrNoEngine = errors.New("install Tesseract (Debian: apt-get install tesseract-ocr)")
	// ErrNoLanguage: the engine lacks a language that was asked for.
	ErrNoLanguage = errors.New("install the language or choose another")
)

const (
	startTime = 10 * time.Second // for the engine to say what it is
	pageTime  = 60 * time.Second // for one page
	pageMode  = "4"              // a column of text of varying sizes, which a prepared page is
	stated    = "300"            // resolution, which the enlargement comes near to
)

// Tesseract is the engine of that name, version 4 or later, run as a command.
type Tesseract struct {
	path      string
	settings  Settings
	languages []string
}

// FindTesseract looks for the command and asks for its version and languages.
// The language is one of its names, as "eng", or several joined by "+". The
// error is [ErrNoEngine] if it cannot be used, and [ErrNoLanguage] if it lacks
// one of these.
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
	known := languages(string(list))
	for l := range strings.SplitSeq(language, "+") {
		if !slices.Contains(known, l) {
			return nil, fmt.Errorf("tesseract has no language %q, it has %s: %w (%s)", l, strings.Join(known, ", "), ErrNoLanguage, advice(l))
		}
	}
	settings := Settings{Engine: name, Language: language, Layout: "psm " + pageMode, Version: strings.TrimSpace(version)}
	return &Tesseract{path, settings, known}, nil
}

// languages are the names below the title of Tesseract's list, but for the
// models that read no text.
func languages(list string) []string {
	_, names, _ := strings.Cut(list, "\n")
	return slices.DeleteFunc(strings.Fields(names), func(name string) bool { return name == "osd" || name == "equ" })
}

// advice says how Debian has a language.
func advice(language string) string {
	if strings.Contains(language, "/") {
		return "Debian: one of the packages tesseract-ocr-script-*"
	}
	return "Debian: apt-get install tesseract-ocr-" + strings.ReplaceAll(strings.ToLower(language), "_", "-")
}

// Languages are those that are installed.
func (t *Tesseract) Languages() []string { return slices.Clone(t.languages) }

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
