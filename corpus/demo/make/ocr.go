package main

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"image/png"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/sync/errgroup"
)

// ocrWord is a word as the engine read it.
type ocrWord struct {
	text     string
	box      box
	baseline float64 // y in pixels
	size     float64 // of the type, in pixels
}

// ocrLine is what the engine took for one line, now and then one of each page.
type ocrLine []ocrWord

// recognise reads every scan as it is, both pages at once, two scans at a time.
func recognise(ctx context.Context, scans []*scan) error {
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(2)
	for _, sc := range scans {
		g.Go(func() error {
			var picture bytes.Buffer
			if err := png.Encode(&picture, sc.picture); err != nil {
				return err
			}
			cmd := exec.CommandContext(ctx, "tesseract", "-", "-", "-l", "eng", "--dpi", "200", "--psm", "4", "hocr")
			cmd.Env = append(os.Environ(), "OMP_THREAD_LIMIT=1")
			cmd.Stdin = &picture
			out, err := cmd.Output()
			if err != nil {
				return fmt.Errorf("tesseract, spread %d: %w", sc.spread.number, err)
			}
			sc.lines, err = parseHOCR(bytes.NewReader(out))
			return err
		})
	}
	return g.Wait()
}

var (
	boxProperty  = regexp.MustCompile(`bbox (\d+) (\d+) (\d+) (\d+)`)
	baseProperty = regexp.MustCompile(`baseline (-?[\d.]+) (-?[\d.]+)`)
	sizeProperty = regexp.MustCompile(`x_size ([\d.]+)`)
)

// parseHOCR reads lines and words of hOCR 1.2.
func parseHOCR(r io.Reader) ([]ocrLine, error) {
	d := xml.NewDecoder(r)
	d.Strict, d.Entity = false, xml.HTMLEntity
	var lines []ocrLine
	var frame, at box
	var slope, offset, size float64
	inWord := false
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return lines, nil
		}
		if err != nil {
			return nil, fmt.Errorf("read hOCR: %w", err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			class, title := attribute(t, "class"), attribute(t, "title")
			switch class {
			case "ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat":
				lines = append(lines, nil)
				frame = parseBox(title)
				slope, offset = number(baseProperty, title, 1), number(baseProperty, title, 2)
				size = number(sizeProperty, title, 1)
			case "ocrx_word":
				at, inWord = parseBox(title), true
			}
		case xml.CharData:
			text := strings.TrimSpace(string(t))
			if !inWord || text == "" || len(lines) == 0 {
				continue
			}
			base := frame.y2 + offset + slope*((at.x1+at.x2)/2-frame.x1)
			lines[len(lines)-1] = append(lines[len(lines)-1], ocrWord{text, at, base, size})
			inWord = false
		}
	}
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func parseBox(title string) box {
	return box{number(boxProperty, title, 1), number(boxProperty, title, 2), number(boxProperty, title, 3), number(boxProperty, title, 4)}
}

func number(re *regexp.Regexp, s string, group int) float64 {
	m := re.FindStringSubmatch(s)
	if m == nil {
		return 0
	}
	v, _ := strconv.ParseFloat(m[group], 64)
	return v
}
