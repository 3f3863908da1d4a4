package pdf

import "fmt"

// node is a bookmark among others.
type node struct {
	Bookmark
	ref      ref
	parent   *node
	children []*node
}

// outline writes the bookmarks as a tree: each stands under the nearest one
// before it of a higher level.
func (d *Writer) outline() (root ref, ok bool) {
	if len(d.bookmarks) == 0 {
		return 0, false
	}
	top := &node{ref: d.reserve()}
	last := top
	for _, b := range d.bookmarks {
		n := &node{Bookmark: b, ref: d.reserve(), parent: last}
		for n.parent != top && n.parent.Level >= b.Level {
			n.parent = n.parent.parent
		}
		n.parent.children = append(n.parent.children, n)
		last = n
	}
	d.set(top.ref, "<</Type/Outlines"+d.children(top)+">>")
	return top.ref, true
}

// children writes what stands under a bookmark and gives the entries that name it.
func (d *Writer) children(n *node) string {
	if len(n.children) == 0 {
		return ""
	}
	for i, c := range n.children {
		body := fmt.Sprintf("<</Title%s/Parent %v/Dest[%v/XYZ null %s null]", text(c.Title), n.ref, d.page(c.To.Page), decimal(c.To.Top))
		if i > 0 {
			body += fmt.Sprintf("/Prev %v", n.children[i-1].ref)
		}
		if i+1 < len(n.children) {
			body += fmt.Sprintf("/Next %v", n.children[i+1].ref)
		}
		d.set(c.ref, body+d.children(c)+">>")
	}
	return fmt.Sprintf("/First %v/Last %v/Count %d", n.children[0].ref, n.children[len(n.children)-1].ref, n.open())
}

// open counts all that stands under a bookmark, everything being unfolded.
func (n *node) open() int {
	count := len(n.children)
	for _, c := range n.children {
		count += c.open()
	}
	return count
}
