package evaluate_test

import (
	"encoding/json"
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"recto/internal/evaluate"
)

// TestVolumeAgainstScript holds the measures against measure.py on whole
// volumes: perfect, damaged, and as the raw text layer has them.
func TestVolumeAgainstScript(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: slow")
	}
	dir := filepath.Join(shared(t), "data", "simulated")
	for _, c := range []struct {
		volume, name string
		make         func(*testing.T, string) []byte
	}{
		{"v02", "identity", identity},
		{"v03", "raw", raw},
		{"v06", "damaged", damaged},
	} {
		t.Run(c.volume+"/"+c.name, func(t *testing.T) {
			volume := filepath.Join(dir, c.volume)
			data := c.make(t, volume)
			truth, err := evaluate.ReadTruth(filepath.Join(volume, "truth", "doc.json"))
			if err != nil {
				t.Fatal(err)
			}
			out, err := evaluate.ParseNeutral(data)
			if err != nil {
				t.Fatal(err)
			}
			start := time.Now()
			scores := evaluate.Volume(truth, out)
			t.Logf("ours took %v", time.Since(start))
			compare(t, figures(t, scores), script(t, volume, c.volume, data))
		})
	}
}

// compare allows .002 for chance choices among equals.
func compare(t *testing.T, got, want map[string]float64) {
	t.Helper()
	for _, k := range slices.Sorted(maps.Keys(want)) {
		if g, ok := got[k]; !ok || math.Abs(g-want[k]) > .002 {
			t.Errorf("%s: got %.4f (%v), want %.4f", k, g, ok, want[k])
		}
	}
	if len(got) != len(want) {
		t.Errorf("got %d figures, want %d", len(got), len(want))
	}
}

func script(t *testing.T, volume, name string, neutral []byte) map[string]float64 {
	t.Helper()
	in, out := filepath.Join(t.TempDir(), "in.json"), filepath.Join(t.TempDir(), "out.json")
	if err := os.WriteFile(in, neutral, 0o666); err != nil {
		t.Fatal(err)
	}
	python(t, "json", "measure.py", volume, in, "--json", out)
	data, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]json.RawMessage
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	return numbers(t, all[name])
}

func figures(t *testing.T, s evaluate.Scores) map[string]float64 {
	t.Helper()
	data, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	return numbers(t, data)
}

// numbers are all numbers of a JSON object, by their path.
func numbers(t *testing.T, data []byte) map[string]float64 {
	t.Helper()
	var tree any
	if err := json.Unmarshal(data, &tree); err != nil {
		t.Fatal(err)
	}
	out := map[string]float64{}
	var walk func(path string, v any)
	walk = func(path string, v any) {
		switch v := v.(type) {
		case float64:
			out[path] = v
		case map[string]any:
			for k, x := range v {
				walk(strings.TrimPrefix(path+"."+k, "."), x)
			}
		}
	}
	walk("", tree)
	return out
}

func identity(t *testing.T, volume string) []byte {
	return python(t, "json", "truth2neutral.py", filepath.Join(volume, "truth", "doc.json"))
}

func raw(t *testing.T, volume string) []byte {
	return python(t, "json", "raw2neutral.py", filepath.Join(volume, "ocr.txt"))
}

// damaged is the truth with wrong letters, paragraphs swapped and joined, a
// paper lost, a heading made text and debris added, always in the same way.
func damaged(t *testing.T, volume string) []byte {
	t.Helper()
	var v struct {
		Volume string           `json:"volume"`
		Papers []map[string]any `json:"papers"`
	}
	if err := json.Unmarshal(identity(t, volume), &v); err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	noise := func(s any) any {
		return strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) && random.Float64() < .03 {
				return rune("etaoinsrc"[random.IntN(9)])
			}
			return r
		}, s.(string))
	}
	v.Papers = slices.Delete(v.Papers, 1, 2)
	for _, p := range v.Papers {
		p["title"] = noise(p["title"])
		for i, r := range p["references"].([]any) {
			p["references"].([]any)[i] = noise(r)
		}
		for i, s := range p["sections"].([]any) {
			section := s.(map[string]any)
			section["heading"] = noise(section["heading"])
			paras := section["paragraphs"].([]any)
			for _, x := range paras {
				para := x.(map[string]any)
				para["text"] = noise(para["text"]).(string) + strings.Repeat(" ~ debrjs l1", i%2)
			}
			if len(paras) > 2 {
				paras[0], paras[1] = paras[1], paras[0]
			}
		}
	}
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
