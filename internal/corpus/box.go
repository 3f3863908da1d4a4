package corpus

import (
	"bytes"
	"fmt"
	"math"
	"strconv"
)

// MarshalJSON writes the box as [x1,y1,x2,y2], rounded to tenths of a pixel so
// that the same box is always the same bytes. It is written by hand because a
// volume has hundreds of thousands of boxes.
func (b Box) MarshalJSON() ([]byte, error) {
	out := make([]byte, 0, 40)
	for i, v := range [4]float64{b.X1, b.Y1, b.X2, b.Y2} {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return nil, fmt.Errorf("box: %v is no place on a scan", v)
		}
		out = append(out, "[,,,"[i])
		out = strconv.AppendFloat(out, v, 'f', 1, 64)
		out = bytes.TrimSuffix(out, []byte(".0"))
	}
	return append(out, ']'), nil
}

// UnmarshalJSON reads what MarshalJSON writes.
func (b *Box) UnmarshalJSON(data []byte) error {
	inner, ok := bytes.CutPrefix(bytes.TrimSpace(data), []byte("["))
	inner, closed := bytes.CutSuffix(inner, []byte("]"))
	fields := bytes.Split(inner, []byte(","))
	if !ok || !closed || len(fields) != 4 {
		return fmt.Errorf("box: %.40q is not [x1,y1,x2,y2]", data)
	}
	for i, side := range []*float64{&b.X1, &b.Y1, &b.X2, &b.Y2} {
		v, err := strconv.ParseFloat(string(bytes.TrimSpace(fields[i])), 64)
		if err != nil {
			return fmt.Errorf("box: %w", err)
		}
		*side = v
	}
	return nil
}
