package config

import (
	"errors"
	"math"
	"strconv"
	"strings"
)

// size is a number of bytes, written with a unit of 1024 or without.
type size int64

var units = []struct {
	name  string
	bytes int64
}{{"GB", 1 << 30}, {"MB", 1 << 20}, {"KB", 1 << 10}, {"B", 1}}

// String is the size in the largest unit that it is a whole number of.
func (s *size) String() string {
	for _, u := range units {
		if n := int64(*s); n != 0 && n%u.bytes == 0 {
			return strconv.FormatInt(n/u.bytes, 10) + u.name
		}
	}
	return "0B"
}

func (s *size) Set(text string) error {
	text = strings.ToUpper(strings.TrimSpace(text))
	factor := int64(1)
	for _, u := range units {
		if rest, ok := strings.CutSuffix(text, u.name); ok {
			text, factor = strings.TrimSpace(rest), u.bytes
			break
		}
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 1 || n > math.MaxInt64/factor {
		return errors.New("want a size, as 500MB or 2GB")
	}
	*s = size(n * factor)
	return nil
}
