package corpus

import (
	"encoding/json"
	"fmt"
)

// MarshalJSON writes the box as [x1, y1, x2, y2], rounded to tenths of a pixel
// so that the same box is always the same bytes.
func (b Box) MarshalJSON() ([]byte, error) {
	return fmt.Appendf(nil, "[%s,%s,%s,%s]", tenths(b.X1), tenths(b.Y1), tenths(b.X2), tenths(b.Y2)), nil
}

// UnmarshalJSON reads what MarshalJSON writes.
func (b *Box) UnmarshalJSON(data []byte) error {
	var v [4]float64
	if err := json.Unmarshal(data, &v); err != nil {
		return fmt.Errorf("box: %w", err)
	}
	*b = Box{v[0], v[1], v[2], v[3]}
	return nil
}

func tenths(v float64) string {
	s := fmt.Sprintf("%.1f", v)
	if len(s) > 2 && s[len(s)-2:] == ".0" {
		return s[:len(s)-2]
	}
	return s
}
