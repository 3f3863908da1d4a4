package ingest_test

import (
	"cmp"
	"encoding/json"
	"image"
	"math"
	"os"
	"path/filepath"
	"testing"

	"recto/internal/ingest"
	"recto/internal/ingest/extract"
	"recto/internal/ingest/recognize/prepare"
)

// Spreads are parted at their true gutter, wherever the scan has it, and a
// single page is left whole. The variants are cut from simulated scans, whose
// gutters are known.
func TestPartingOfVariants(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: it prepares many scans, which takes long")
	}
	shared := filepath.Join(cmp.Or(os.Getenv("RECTO_SHARED"), "../../../shared"), "data", "simulated")
	pdf := &ingest.OnDemand{Options: extract.Options{CacheDir: t.TempDir()}}
	defer pdf.Close()
	for _, volume := range []string{"v02", "v01", "v03"} { // light, medium, heavy
		data, err := os.ReadFile(filepath.Join(shared, volume, "scan-with-text-layer.pdf"))
		if err != nil {
			t.Skipf("skipped: no shared data (%v)", err)
		}
		truth := gutters(t, filepath.Join(shared, volume, "truth", "spreads.json"))
		const scan = 9
		raster, err := pdf.Raster(t.Context(), data, scan)
		if err != nil {
			t.Fatal(err)
		}
		checkVariants(t, volume, raster.Image, truth[scan]*raster.Scale)
	}
}

// gutters are the true gutters by number of scan.
func gutters(t testing.TB, path string) map[int]float64 {
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var rows []struct {
		Spread int     `json:"spread"`
		Gutter float64 `json:"gutter_x"`
	}
	if err := json.Unmarshal(data, &rows); err != nil {
		t.Fatal(err)
	}
	out := map[int]float64{}
	for _, r := range rows {
		out[r.Spread] = r.Gutter
	}
	return out
}

func checkVariants(t *testing.T, volume string, m *image.Gray, gutter float64) {
	w, h := m.Rect.Dx(), m.Rect.Dy()
	for _, v := range variants(w, int(gutter)) {
		r := prepare.Scan(v.draw(m, int(gutter)))
		if spread := len(r.Pages) == 2; spread != v.spread {
			t.Errorf("%s, %s: parted is %v, want %v", volume, v.name, spread, v.spread)
			continue
		}
		at := r.Gutter.At(float64(h)/2) + float64(v.from)
		if v.spread && math.Abs(at-gutter) > 0.01*float64(w) {
			t.Errorf("%s, %s: parted at %.0f of %d, the gutter is at %.0f", volume, v.name, at, w, gutter)
		}
	}
}
