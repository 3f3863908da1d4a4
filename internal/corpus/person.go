package corpus

import (
	"strconv"
	"time"
)

// Person is somebody with an account. The zero value is nobody in particular,
// who may read what is published.
type Person struct {
	ID       int64
	Name     string // as others see it
	Email    string // lower case; what they sign in with
	Role     PersonRole
	Disabled bool
	Created  time.Time
	Version  int // raised by every change, so that a form knows when it is stale
}

// Object is how the audit log names a person that was changed.
func (p Person) Object() string { return "person " + strconv.FormatInt(p.ID, 10) }

// PersonRole is what a person may do. Each role may do all that the ones before it may.
type PersonRole string

// The roles.
const (
	Reader        PersonRole = "reader"        // reads, and keeps annotations
	Contributor   PersonRole = "contributor"   // also uploads sources and proposes corrections
	Editor        PersonRole = "editor"        // also corrects, arranges, reviews and publishes
	Administrator PersonRole = "administrator" // also looks after people and the library
)

// Roles are all of them, the lowest first.
func Roles() []PersonRole { return []PersonRole{Reader, Contributor, Editor, Administrator} }

// Is reports whether a role is another or a higher one.
func (r PersonRole) Is(other PersonRole) bool { return r.rank() >= other.rank() && other.rank() > 0 }

func (r PersonRole) rank() int {
	for i, role := range Roles() {
		if r == role {
			return i + 1
		}
	}
	return 0
}

// Event is one entry of the audit log: who changed what, when.
type Event struct {
	ID     int64
	At     time.Time
	Person Person // the zero value for the program itself
	What   string // a verb and its kind, as "publish volume"
	Object string // id of what was changed
	Detail string // in words, without anything secret
}

// EventFilter says which events are asked for. The zero value is all.
type EventFilter struct {
	Person int64  // by whom; 0 is anybody
	What   string // how What begins
	Object string // what was changed
	Before int64  // only those with a lower id; 0 is from the newest
	Limit  int    // at most so many; 0 is all
}
