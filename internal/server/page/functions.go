package page

import (
	"html/template"
	"strconv"
	"strings"
	"time"
)

// functions are what templates may call besides the language's own.
var functions = template.FuncMap{
	"thousands": Thousands,
	"bytes":     Bytes,
	"plural":    Plural,
	"day":       func(t time.Time) string { return t.Format("2 January 2006") },
	"moment":    func(t time.Time) string { return t.Format("2 Jan 2006, 15:04") },
	"iso":       func(t time.Time) string { return t.UTC().Format(time.RFC3339) },
	"took":      func(d time.Duration) string { return d.Round(time.Second).String() },
	"join":      JoinNames,
	"add":       func(a, b int) int { return a + b },
}

// Thousands writes a number with thin spaces between its thousands.
func Thousands(n int) string {
	digits := strconv.Itoa(n)
	for i := len(digits) - 3; i > 0 && digits[i-1] != '-'; i -= 3 {
		digits = digits[:i] + "\u2009" + digits[i:]
	}
	return digits
}

// Plural counts things: "1 paper", "12 papers".
func Plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return Thousands(n) + " " + many
}

// Bytes writes a size: "3 MB", "1.5 GB".
func Bytes(n int64) string {
	switch {
	case n >= 10<<30 || n >= 1<<30 && n%(1<<30) == 0:
		return Thousands(int(n>>30)) + " GB"
	case n >= 1<<30:
		return strconv.FormatFloat(float64(n)/(1<<30), 'f', 1, 64) + " GB"
	case n >= 1<<20:
		return strconv.FormatInt(n>>20, 10) + " MB"
	case n >= 1<<10:
		return strconv.FormatInt(n>>10, 10) + " KB"
	}
	return strconv.FormatInt(n, 10) + " bytes"
}

// JoinNames sets names in a row: "A", "A and B", "A, B and C".
func JoinNames(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last]
}
