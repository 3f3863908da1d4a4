package pdf

import (
	"fmt"
	"strings"
)

// structure is what screen readers go by: the blocks of the text in order, each
// with the stretches of content that it is made of.
type structure struct {
	root     ref
	document ref
	elements []*element
	byKey    map[string]*element
	parents  [][]ref // by page: the element of each stretch of its content
}

type element struct {
	ref  ref
	role string
	kids []string
}

func newStructure(o *objects) structure {
	return structure{root: o.reserve(), document: o.reserve(), byKey: map[string]*element{}}
}

// mark makes the next stretch of a page's content part of a block, and gives
// the stretch's number.
func (s *structure) mark(o *objects, b Block, number int, page ref) int {
	e, ok := s.byKey[b.Key]
	if !ok || b.Key == "" {
		e = &element{ref: o.reserve(), role: b.Role}
		s.elements = append(s.elements, e)
		s.byKey[b.Key] = e
	}
	for len(s.parents) <= number {
		s.parents = append(s.parents, nil)
	}
	id := len(s.parents[number])
	s.parents[number] = append(s.parents[number], e.ref)
	e.kids = append(e.kids, fmt.Sprintf("<</Type/MCR/Pg %v/MCID %d>>", page, id))
	return id
}

func (s *structure) write(o *objects) ref {
	kids := make([]string, len(s.elements))
	for i, e := range s.elements {
		kids[i] = e.ref.String()
		o.set(e.ref, fmt.Sprintf("<</Type/StructElem/S/%s/P %v/K[%s]>>", e.role, s.document, strings.Join(e.kids, "")))
	}
	var parents strings.Builder
	for i, list := range s.parents {
		fmt.Fprintf(&parents, "%d[", i)
		for _, r := range list {
			parents.WriteString(r.String() + " ")
		}
		parents.WriteString("]")
	}
	o.set(s.document, fmt.Sprintf("<</Type/StructElem/S/Document/P %v/K[%s]>>", s.root, strings.Join(kids, " ")))
	o.set(s.root, fmt.Sprintf("<</Type/StructTreeRoot/K[%v]/ParentTree<</Nums[%s]>>/ParentTreeNextKey %d>>", s.document, parents.String(), len(s.parents)))
	return s.root
}
