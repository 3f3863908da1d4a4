package evaluate

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
)

// Token is one row of what `recto convert --format tokens` gives.
type Token struct {
	Gap        bool            `json:"gap"`
	Text       string          `json:"text"`
	Words      []Word          `json:"words"`
	Confidence *float64        `json:"confidence"` // nil where nothing was doubted
	Block      json.RawMessage `json:"block"`      // any value that changes where a block ends
}

// Word is where a token or mention comes from: a line of a text, or a box on a scan.
type Word struct {
	Raw  string     `json:"raw"`
	Line int        `json:"line"` // 1-based; 0 with a box
	Col  int        `json:"col"`  // 0-based, in characters
	Scan int        `json:"scan"`
	Box  [4]float64 `json:"box"` // x1, y1, x2, y2 in pixels; zero in a text
}

// Mention is one row of what `recto convert --format mentions` gives.
type Mention struct {
	Concept string `json:"concept"`
	Words   []Word `json:"words"`
}

// ParseTokens reads rows of tokens.
func ParseTokens(data []byte) ([]Token, error) { return rows[Token](bytes.NewReader(data)) }

// ParseMentions reads rows of mentions.
func ParseMentions(data []byte) ([]Mention, error) { return rows[Mention](bytes.NewReader(data)) }

// rows reads JSON values, one a line; empty lines are passed over.
func rows[T any](r io.Reader) ([]T, error) {
	var out []T
	lines := bufio.NewReader(r)
	for n := 1; ; n++ {
		line, err := lines.ReadBytes('\n')
		if line = bytes.TrimSpace(line); len(line) > 0 {
			var row T
			if err := json.Unmarshal(line, &row); err != nil {
				return nil, fmt.Errorf("line %d: %w", n, err)
			}
			out = append(out, row)
		}
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
	}
}

// readRows reads a file of rows.
func readRows[T any](path string) ([]T, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	out, err := rows[T](f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return out, nil
}
