package corpus

import "time"

// Ticket is what a one-time link stands for. Whoever holds the link may do one
// thing without a password, once, until the ticket expires.
type Ticket struct {
	ID      int64
	Kind    TicketKind
	Person  Person    // whose password may be set anew; else the account that may be made, without an id
	By      int64     // who gave it; 0 for the program itself
	Expires time.Time // the zero value is never
}

// TicketKind is what a ticket lets its holder do.
type TicketKind string

// The kinds of tickets.
const (
	Welcome    TicketKind = "welcome"    // make the first administrator's account
	Invitation TicketKind = "invitation" // make an account
	Reset      TicketKind = "reset"      // set a password anew
)
