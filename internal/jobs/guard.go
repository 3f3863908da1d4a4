package jobs

import (
	"errors"
	"fmt"
	"runtime/debug"
)

// guard turns a panic into an error, so that one source cannot end the program.
func guard(f func() error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = &panicked{v, debug.Stack()}
		}
	}()
	return f()
}

// panicked is a panic with the place where it happened.
type panicked struct {
	value any
	stack []byte
}

func (p *panicked) Error() string { return fmt.Sprintf("the program broke: %v", p.value) }

// Stack is where it happened.
func (p *panicked) Stack() []byte { return p.stack }

// stack is where an error came from, if it knows.
func stack(err error) string {
	var s interface{ Stack() []byte }
	if !errors.As(err, &s) {
		return ""
	}
	return string(s.Stack())
}
