package server_test

import "testing"

// TestBoundaryPicture shows, beside the forms that move where a part begins, the
// printed page on which it does, with the line marked, wherever there is one.
func TestBoundaryPicture(t *testing.T) {
	chromium := browser(t)
	s := newSite(t)
	ctx := tab(t, chromium)
	signIn(t, ctx, s)
	do(t, ctx, "a window", screen(1280))
	part := s.edition.Papers()[1]
	visit(t, ctx, s, "/admin/volumes/"+s.edition.Volume.ID+"/parts/"+part.ID)
	sees(t, ctx, ".printed figcaption", "here it begins now")
	for name, holds := range map[string]string{
		"the picture is drawn":          `(() => { const b = document.querySelector(".printed image").getBoundingClientRect(); return b.width > 100 && b.height > 100 })()`,
		"the mark is on what is shown":  `(() => { const m = document.querySelector(".printed rect").getBoundingClientRect(), b = document.querySelector(".printed svg").getBoundingClientRect(); return m.top >= b.top && m.bottom <= b.bottom && m.left >= b.left && m.right <= b.right })()`,
		"it stands beside the forms":    `document.querySelector(".printed").getBoundingClientRect().left >= document.querySelector("#split").getBoundingClientRect().right`,
		"the picture's address answers": `fetch(document.querySelector(".printed image").href.baseVal).then((r) => r.ok)`,
	} {
		if !ask[bool](t, ctx, holds) {
			t.Errorf("not so: %s", name)
		}
	}
	lookOver(t, ctx, "boundary")
}
