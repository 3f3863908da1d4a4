package internal_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// allowed says which of our packages a package may import, besides itself and
// what stands below it. The longest prefix decides. A package that is not named
// here may import nothing of ours, so a new room has to be put on the plan.
var allowed = map[string][]string{
	"corpus":     {},
	"migrations": {},
	"web":        {},

	"internal/corpus":    {},
	"internal/cores":     {},
	"internal/descent":   {},
	"internal/config":    {},
	"internal/language":  {"internal/corpus"},
	"internal/glossary":  {"internal/corpus"},
	"internal/search":    {"internal/corpus"},
	"internal/evaluate":  {"internal/corpus"},
	"internal/publish":   {"internal/corpus"},
	"internal/backup":    {"internal/corpus"},
	"internal/anchor":    {"internal/corpus"},
	"internal/blob":      {"internal/corpus"},
	"internal/care":      {"internal/corpus"},
	"internal/jobs":      {"internal/corpus"},
	"internal/mail":      {},
	"internal/rendition": {"internal/corpus"},
	"internal/store":     {"internal/corpus", "internal/blob", "migrations"},

	"internal/ingest":           {"internal/cores", "internal/corpus", "internal/language", "internal/glossary"},
	"internal/ingest/extract":   stage,
	"internal/ingest/recognize": stage,
	"internal/ingest/layout":    stage,
	"internal/ingest/correct":   stage,
	"internal/ingest/replay":    {"internal/corpus", "internal/ingest/streams"},
	"internal/ingest/segment":   append(slices.Clone(stage), "internal/ingest/streams"),
	"internal/ingest/streams":   {"internal/corpus"},
	"internal/ingest/structure": stage,
	"internal/ingest/annotate":  {"internal/cores", "internal/corpus", "internal/language", "internal/glossary"},

	"internal/server/page":        {"internal/corpus", "web"},
	"internal/compare":            {"internal/corpus"},
	"internal/server/desk":        {"internal/corpus", "internal/compare", "internal/server/page", "internal/server/people"},
	"internal/server/correcting":  {"internal/corpus", "internal/ingest/replay", "internal/server/page", "internal/server/people"},
	"internal/server/annotations": {"internal/anchor", "internal/corpus", "internal/publish", "internal/server/page", "internal/server/people"},
	"internal/server/terms":       {"internal/corpus", "internal/glossary", "internal/search", "internal/server/page"},
	"internal/server/people":      {"internal/corpus", "internal/server/page"},
	"internal/server/intake":      {"internal/corpus", "internal/server/page"},
	"internal/server":             {"internal/care", "internal/corpus", "internal/search", "internal/glossary", "internal/publish", "internal/config", "web"},
	"internal/server/servertest":  {""},
	"cmd":                         {""},
}

var stage = []string{"internal/cores", "internal/corpus", "internal/descent", "internal/language"}

// standardOnly are the rooms that import nothing but Go's own library.
var standardOnly = []string{"corpus", "internal/cores", "internal/corpus", "internal/config", "migrations"}

// TestImports reads the source files themselves: what `go list` says could
// come from a cache.
func TestImports(t *testing.T) {
	seen := map[string]bool{}
	err := fs.WalkDir(os.DirFS(".."), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "node_modules" || d.Name() == "testdata" || name != "." && strings.HasPrefix(d.Name(), ".")) {
			return fs.SkipDir
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		dir := path.Dir(name)
		seen[dir] = true
		for _, imported := range imports(t, filepath.Join("..", name)) {
			check(t, dir, name, imported)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for dir := range allowed {
		if !slices.ContainsFunc(keys(seen), func(s string) bool { return within(s, dir) }) {
			t.Errorf("the import table names %s, which is not there", dir)
		}
	}
}

func check(t *testing.T, dir, name, imported string) {
	t.Helper()
	rule := room(dir)
	ours, isOurs := strings.CutPrefix(imported, "recto/")
	if !isOurs {
		first, _, _ := strings.Cut(imported, "/")
		if slices.Contains(standardOnly, dir) && strings.Contains(first, ".") {
			t.Errorf("%s imports %s: %s imports the standard library alone", name, imported, dir)
		}
		return
	}
	if within(ours, rule) || isBuilder(dir) {
		return // among them the pipeline, which puts the stages below it together
	}
	for _, prefix := range allowed[rule] {
		if within(ours, prefix) {
			return
		}
	}
	t.Errorf("%s imports %s, which the import table does not allow to %q", name, imported, rule)
}

// room is the longest prefix of dir in the table.
func room(dir string) string {
	best := ""
	for prefix := range allowed {
		if within(dir, prefix) && len(prefix) > len(best) {
			best = prefix
		}
	}
	return best
}

// isBuilder reports whether dir is a command that makes committed files.
func isBuilder(dir string) bool {
	return path.Base(dir) == "build" || path.Base(dir) == "make"
}

func within(dir, prefix string) bool {
	return prefix == "" || dir == prefix || strings.HasPrefix(dir, prefix+"/")
}

func imports(t *testing.T, file string) []string {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, spec := range parsed.Imports {
		p, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, p)
	}
	return out
}

func keys(m map[string]bool) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	return out
}
