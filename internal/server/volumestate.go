package server

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"

	"recto/internal/corpus"
	"recto/internal/server/page"
)

// partState is what a part's text tells of itself: how well it was read, and
// which concepts it uses.
type partState struct {
	Words    int
	Doubtful int // words below the confidence from which nothing is said
	Gaps     int
	Concepts map[string]int // mentions by concept
}

// stateOf counts a part.
func stateOf(p corpus.Part) partState {
	s := partState{Concepts: map[string]int{}}
	for _, b := range p.Blocks {
		for _, t := range b.Tokens {
			switch {
			case t.Gap != "":
				s.Gaps++
			case t.Confidence() < sure:
				s.Doubtful++
				s.Words++
			default:
				s.Words++
			}
		}
		for _, m := range b.Mentions {
			s.Concepts[m.Concept]++
		}
	}
	return s
}

// text says how well a part was read.
func (s partState) text() string {
	share := "no doubtful words"
	if s.Doubtful > 0 {
		share = fmt.Sprintf("%.1f\u00a0%% doubtful words", 100*float64(s.Doubtful)/float64(s.Words))
	}
	if s.Gaps == 0 {
		return share
	}
	return share + ", " + page.Plural(s.Gaps, "gap", "gaps")
}

// maxStates is of how many editions the states are kept.
const maxStates = 200

// volumeStates keeps the states of the parts of volumes, by edition. Its zero
// value is ready, and it may be used by several goroutines at once.
type volumeStates struct {
	mu   sync.Mutex
	kept map[string]map[string]partState // by edition, by part
}

// of gives the states of a volume's papers.
func (v *volumeStates) of(ctx context.Context, library Library, entry corpus.VolumeEntry) (map[string]partState, error) {
	v.mu.Lock()
	states, ok := v.kept[entry.Edition]
	v.mu.Unlock()
	if ok {
		return states, nil
	}
	states = map[string]partState{}
	for _, p := range entry.Parts {
		if p.Paper == nil {
			continue
		}
		part, err := library.Part(ctx, p.ID)
		if err != nil {
			return nil, err
		}
		states[p.ID] = stateOf(part.Part)
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.kept == nil || len(v.kept) >= maxStates {
		v.kept = map[string]map[string]partState{}
	}
	v.kept[entry.Edition] = states
	return states, nil
}

// conceptTable is a picture of a volume: its papers by the concepts they use.
type conceptTable struct {
	Columns []link
	Rows    []conceptTableRow
	Left    int // concepts that are used, but stand in no column
}

type conceptTableRow struct {
	Paper link
	Cells []cell
}

// maxTableColumns bounds the concepts of a volume's table.
const maxTableColumns = 16

// conceptsOf is the table of a volume, with the concepts that it uses most. It
// is nil where no paper uses any.
func (s *server) conceptsOf(entry corpus.VolumeEntry, states map[string]partState) *conceptTable {
	total, most := map[string]int{}, 1
	for _, state := range states {
		for id, n := range state.Concepts {
			total[id] += n
			most = max(most, n)
		}
	}
	shown := mostUsed(s.Glossary.Concepts(), total, maxTableColumns)
	if len(shown) == 0 {
		return nil
	}
	slices.SortFunc(shown, func(a, b corpus.Concept) int { return cmp.Compare(a.Preferred, b.Preferred) })
	table := &conceptTable{Left: len(total) - len(shown)}
	for _, c := range shown {
		table.Columns = append(table.Columns, link{c.Preferred, conceptURL(c.ID)})
	}
	for _, p := range entry.Parts {
		if p.Paper == nil {
			continue
		}
		row := conceptTableRow{Paper: link{partTitle(p), paperURL(p.ID, "", "")}}
		for _, c := range shown {
			row.Cells = append(row.Cells, usedIn(p.ID, c.ID, states[p.ID].Concepts[c.ID], most))
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}

// usedIn leads from a table to a paper with the uses of a concept lit up.
func usedIn(part, concept string, n, most int) cell {
	if n == 0 {
		return cell{}
	}
	return cell{n, paperURL(part, "concept:"+concept, ""), shade(n, most)}
}
