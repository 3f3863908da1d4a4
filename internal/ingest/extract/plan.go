package extract

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"recto/internal/ingest/extract/markup"
)

// plan says what the scans of an archive are made of, in order. It is empty
// where the archive holds pictures alone.
type plan struct {
	sheets   []sheet
	pictures int // of the archive
	problems []string
}

// sheet is one scan: a picture, a page of words, or both.
type sheet struct {
	name    string // path of the file of words, empty if there is none
	file    int    // its index in the archive
	page    int    // page in it, 0-based
	picture int    // number of the picture among the archive's, 1-based; 0 if there is none
	rank    int    // number of the picture that it stands at, or after
}

// newPlan joins pages of words with pictures. All keep the order of the
// pictures; a page of words without one follows the page before it.
func newPlan(files []wordFile, pictures []leaf) plan {
	p := plan{pictures: len(pictures)}
	files, left := oneKind(files)
	if left > 0 {
		p.problems = append(p.problems, fmt.Sprintf("%d files of the archive give words of a page once more, and were left out", left))
	}
	m := matcher{pictures: pictures, taken: make([]bool, len(pictures)), byKey: map[string][]int{}}
	for i, l := range pictures {
		m.byKey[nameKey(l.name)] = append(m.byKey[nameKey(l.name)], i)
	}
	side := m.sideBySide(files)
	rank := 0
	for _, f := range files {
		for page, said := range f.pictures {
			s := sheet{name: f.name, file: f.index, page: page}
			switch {
			case side:
				s.picture = m.takeNumber(page + 1)
			case len(f.pictures) == 1:
				s.picture = cmp.Or(m.take(f.name, nameKey(f.name)), m.take(f.name, nameKey(said)))
			default:
				s.picture = m.take(f.name, nameKey(said))
			}
			rank = cmp.Or(s.picture, rank)
			s.rank = rank
			p.sheets = append(p.sheets, s)
		}
	}
	for i, taken := range m.taken {
		if !taken {
			p.sheets = append(p.sheets, sheet{picture: i + 1, rank: i + 1})
		}
	}
	slices.SortStableFunc(p.sheets, func(a, b sheet) int { return cmp.Compare(a.rank, b.rank) })
	return p
}

// oneKind leaves out the files that give the words of a page in another format
// than most files do.
func oneKind(files []wordFile) (kept []wordFile, left int) {
	count := map[markup.Kind]int{}
	for _, f := range files {
		count[f.kind]++
	}
	most := files[0].kind
	for _, f := range files {
		if count[f.kind] > count[most] {
			most = f.kind
		}
	}
	has := map[string]bool{}
	for _, f := range files {
		if f.kind == most {
			has[nameKey(f.name)] = true
		}
	}
	kept = slices.DeleteFunc(slices.Clone(files), func(f wordFile) bool { return f.kind != most && has[nameKey(f.name)] })
	return kept, len(files) - len(kept)
}

// nameKey is what the files of one page have in common: the name without
// folders, endings and the name of a format, in lower case.
func nameKey(name string) string {
	name = strings.ToLower(path.Base(strings.ReplaceAll(name, `\`, "/")))
	name = strings.TrimSuffix(name, path.Ext(name))
	for _, format := range []string{"hocr", "alto", "page"} {
		if bare, ok := strings.CutSuffix(name, format); ok {
			name = strings.TrimRight(bare, "._-")
		}
	}
	return name
}

// matcher gives away the pictures of an archive, each once.
type matcher struct {
	pictures []leaf
	taken    []bool
	byKey    map[string][]int
}

// take gives the number of the picture of a key that stands in the folder
// nearest to a file, 0 if there is none.
func (m *matcher) take(near, key string) int {
	best, shared := -1, -1
	for _, i := range m.byKey[key] {
		if n := sharedFolders(near, m.pictures[i].name); !m.taken[i] && n > shared {
			best, shared = i, n
		}
	}
	if best < 0 || key == "" {
		return 0
	}
	m.taken[best] = true
	return best + 1
}

// sideBySide reports whether there is one file of words that names none of the
// pictures and has as many pages: they are in the same order then.
func (m *matcher) sideBySide(files []wordFile) bool {
	return len(files) == 1 && len(files[0].pictures) == len(m.pictures) &&
		!slices.ContainsFunc(files[0].pictures, func(said string) bool { return len(m.byKey[nameKey(said)]) > 0 })
}

func (m *matcher) takeNumber(n int) int {
	m.taken[n-1] = true
	return n
}

// sharedFolders counts the folders that two paths begin with alike.
func sharedFolders(a, b string) int {
	as, bs := strings.Split(path.Dir(a), "/"), strings.Split(path.Dir(b), "/")
	n := 0
	for n < len(as) && n < len(bs) && as[n] == bs[n] {
		n++
	}
	return n
}
