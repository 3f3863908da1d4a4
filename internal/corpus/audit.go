package corpus

import (
	"cmp"
	"context"
	"slices"
	"strings"
)

// Audit is entries of the audit log that wait for the change that they tell of.
type Audit struct {
	Entries []Event
	Kept    bool // they are in the log, and the change is done
}

type auditKey struct{}

// Noting is a context whose next change of the library also puts entries into
// the audit log, in one transaction, after those that waited in ctx already. A
// change that fails leaves none. It goes from whoever answers a request, who
// knows what is done and by whom, to the store, past those between who need not
// know.
func Noting(ctx context.Context, entries ...Event) context.Context {
	if before := AuditOf(ctx); before != nil && !before.Kept {
		entries = slices.Concat(before.Entries, entries)
	}
	return context.WithValue(ctx, auditKey{}, &Audit{Entries: entries})
}

// AuditOf is the audit that waits in a context; nil for none.
func AuditOf(ctx context.Context) *Audit {
	a, _ := ctx.Value(auditKey{}).(*Audit)
	return a
}

// Complete gives entries what only the change itself knows, as the id of what it
// made, where they do not say it yet; the detail is added to theirs. The audit
// may be nil.
func (a *Audit) Complete(made Event) {
	if a == nil {
		return
	}
	for i := range a.Entries {
		e := &a.Entries[i]
		if e.Person.ID == 0 {
			e.Person = made.Person
		}
		e.What, e.Object = cmp.Or(e.What, made.What), cmp.Or(e.Object, made.Object)
		e.Detail = strings.TrimPrefix(strings.TrimSuffix(e.Detail+", "+made.Detail, ", "), ", ")
	}
}
