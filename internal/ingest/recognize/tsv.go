package recognize

import (
	"bytes"
	"fmt"
	"image"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Columns and levels of Tesseract's TSV (its manual, "TSV output").
const (
	tsvLevel   = 0
	tsvLeft    = 6
	tsvConf    = 10
	tsvText    = 11
	tsvColumns = 12

	lineLevel = "4"
	wordLevel = "5"
)

// parseTSV reads what Tesseract writes for one page. Words of white space and
// words whose box is empty are left out.
func parseTSV(data []byte) ([]Reading, error) {
	var out []Reading
	line := 0
	for i, row := range bytes.Split(data, []byte("\n")) {
		fields := strings.Split(strings.TrimRight(string(row), "\r"), "\t")
		if len(fields) < tsvColumns {
			continue // the last line, or a page of no words
		}
		switch fields[tsvLevel] {
		case lineLevel:
			line++
		case wordLevel:
			r, err := tsvWord(fields)
			if err != nil {
				return nil, fmt.Errorf("TSV line %d: %w", i+1, err)
			}
			r.Line = line
			if r.Text != "" && !r.Box.Empty() {
				out = append(out, r)
			}
		}
	}
	return out, nil
}

func tsvWord(fields []string) (Reading, error) {
	box, err := tsvBox(fields)
	if err != nil {
		return Reading{}, err
	}
	conf, err := strconv.ParseFloat(fields[tsvConf], 64)
	if err != nil || math.IsNaN(conf) {
		return Reading{}, fmt.Errorf("the confidence is %q", fields[tsvConf])
	}
	text := strings.Join(strings.Fields(strings.ToValidUTF8(fields[tsvText], string(utf8.RuneError))), "")
	return Reading{Text: text, Box: box, Conf: min(max(conf/100, 0), 1)}, nil
}

const maxSide = 1 << 20 // pixels; no page is larger

func tsvBox(fields []string) (image.Rectangle, error) {
	var v [4]int
	for i := range v {
		n, err := strconv.Atoi(fields[tsvLeft+i])
		if err != nil || n < 0 || n > maxSide {
			return image.Rectangle{}, fmt.Errorf("a place is %q", fields[tsvLeft+i])
		}
		v[i] = n
	}
	return image.Rect(v[0], v[1], v[0]+v[2], v[1]+v[3]), nil
}
