package evaluate

import (
	"encoding/json"
	"fmt"
)

// Share is a number of things of which something holds, of all that could be judged.
type Share struct {
	N, Of int
}

func (s *Share) count(holds bool) {
	s.Of++
	if holds {
		s.N++
	}
}

// add counts what another share counts.
func (s *Share) add(o Share) { s.N, s.Of = s.N+o.N, s.Of+o.Of }

// Value is the share from 0 to 1, and 0 of nothing.
func (s Share) Value() float64 { return part(s.N, s.Of) }

// String is the share in per cent with its numbers.
func (s Share) String() string {
	if s.Of == 0 {
		return "-"
	}
	return fmt.Sprintf("%5.1f %% (%d/%d)", 100*s.Value(), s.N, s.Of)
}

// MarshalJSON gives share, n and of; the share of nothing is null.
func (s Share) MarshalJSON() ([]byte, error) {
	out := struct {
		Share *float64 `json:"share"`
		N     int      `json:"n"`
		Of    int      `json:"of"`
	}{N: s.N, Of: s.Of}
	if s.Of > 0 {
		out.Share = some(s.Value())
	}
	return json.Marshal(out)
}
