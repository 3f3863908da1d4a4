package glossary

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// Problem is something wrong in a glossary file, and what to do about it.
type Problem struct {
	File string
	Line int // 1-based
	Text string
}

// Error gives the problem as "file:line: text".
func (p *Problem) Error() string { return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Text) }

// problems gathers what is wrong, so that all of it is told at once.
type problems []*Problem

func (ps *problems) add(file string, line int, format string, args ...any) {
	*ps = append(*ps, &Problem{file, max(line, 1), fmt.Sprintf(format, args...)})
}

// join gives the problems by file and line as one error, or nil.
func (ps problems) join() error {
	slices.SortStableFunc(ps, func(a, b *Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	errs := make([]error, len(ps))
	for i, p := range ps {
		errs[i] = p
	}
	return errors.Join(errs...)
}
