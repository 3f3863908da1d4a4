package annotations_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"recto/internal/corpus"
	"recto/internal/store/storetest"
)

// answer asks for data, as a program of another site does.
func (r *rooms) answer(t *testing.T, method, path string, headers ...string) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, r.URL+path, nil)
	must(t, err)
	req.Header.Set("Accept", "application/ld+json")
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := http.DefaultClient.Do(req)
	must(t, err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	must(t, err)
	return res, string(body)
}

type container struct {
	Context any `json:"@context"`
	ID      string
	Type    []string
	Total   int
	First   json.RawMessage
	Last    string
}

type annotationPage struct {
	ID, Type, Next, Prev string
	PartOf               struct {
		ID    string
		Total int
	}
	StartIndex *int
	Items      []json.RawMessage
}

// TestContainer reads notes as the Web Annotation Protocol has it.
func TestContainer(t *testing.T) {
	r := open(t)
	paper := paperOf(storetest.Edition(1))
	r.expect(t, "Ann", paper+"/notes", url.Values{"quote": {"boundary zone"}, "text": {"For all."}, "who": {"public"}}, 303)
	one, err := r.library.Annotation(t.Context(), 1)
	must(t, err)
	for range 100 {
		_, err := r.library.AddAnnotation(t.Context(), one, r.now)
		must(t, err)
	}
	r.expect(t, "Ann", paper+"/notes", url.Values{"quote": {"boundary zone"}, "text": {"Mine."}}, 303)

	res, body := r.answer(t, http.MethodGet, paper+"/annotations/")
	var all container
	var first annotationPage
	must(t, json.Unmarshal([]byte(body), &all))
	must(t, json.Unmarshal(all.First, &first))
	base := "https://recto.example.org" + paper + "/annotations/"
	if all.ID != base || !slices.Equal(all.Type, []string{"BasicContainer", "AnnotationCollection"}) || all.Total != 101 || all.Last != base+"?page=1" {
		t.Errorf("the container: %+v", all)
	}
	if first.ID != base+"?page=0" || first.Next != base+"?page=1" || len(first.Items) != 100 || *first.StartIndex != 0 || strings.Contains(body, "Mine.") {
		t.Errorf("its first page: %s, next %s, %d items", first.ID, first.Next, len(first.Items))
	}
	for name, want := range map[string]string{
		"Allow": "GET, HEAD, OPTIONS", "Access-Control-Allow-Origin": "*", "Content-Type": `application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"`, "Cache-Control": "private, no-cache",
	} {
		if got := res.Header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	links, vary := strings.Join(res.Header.Values("Link"), ", "), strings.Join(res.Header.Values("Vary"), ", ")
	if !strings.Contains(links, `ldp#BasicContainer>; rel="type"`) || !strings.Contains(links, `annotation-protocol/>; rel="http://www.w3.org/ns/ldp#constrainedBy"`) || !strings.Contains(vary, "Prefer") || !strings.Contains(vary, "Accept") {
		t.Errorf("links %s, vary %s", links, vary)
	}
	if res, _ := r.answer(t, http.MethodGet, paper+"/annotations/", "If-None-Match", res.Header.Get("ETag")); res.StatusCode != http.StatusNotModified {
		t.Errorf("asked for what it has, it gets status %d", res.StatusCode)
	}

	var last annotationPage
	_, body = r.answer(t, http.MethodGet, paper+"/annotations/?page=1")
	must(t, json.Unmarshal([]byte(body), &last))
	if len(last.Items) != 1 || last.Prev != base+"?page=0" || last.Next != "" || last.PartOf.ID != base || last.PartOf.Total != 101 || *last.StartIndex != 100 {
		t.Errorf("the last page: %s", body)
	}
	const prefer = `return=representation;include="http://www.w3.org/ns/`
	_, body = r.answer(t, http.MethodGet, paper+"/annotations/", "Prefer", prefer+`oa#PreferContainedIRIs"`)
	must(t, json.Unmarshal([]byte(body), &all))
	must(t, json.Unmarshal(all.First, &first))
	if all.ID != base+"?iris=1" || string(first.Items[0]) != `"https://recto.example.org/annotations/1"` {
		t.Errorf("with addresses alone: %.300s", body)
	}
	_, body = r.answer(t, http.MethodGet, paper+"/annotations/", "Prefer", prefer+`ldp#PreferMinimalContainer"`)
	must(t, json.Unmarshal([]byte(body), &all))
	if string(all.First) != `"`+base+`?page=0"` {
		t.Errorf("the least of it: %.300s", body)
	}
	for path, want := range map[string]int{paper + "/annotations/?page=2": 404, paper + "/annotations/?page=x": 404, "/papers/none/annotations/": 404} {
		if res, _ := r.answer(t, http.MethodGet, path); res.StatusCode != want {
			t.Errorf("%s: status %d, want %d", path, res.StatusCode, want)
		}
	}
	for _, path := range []string{paper + "/annotations/", "/annotations/1"} {
		if res, _ := r.answer(t, http.MethodOptions, path); res.StatusCode != 204 || res.Header.Get("Access-Control-Allow-Headers") == "" || res.Header.Get("Allow") == "" {
			t.Errorf("%s may be asked %v", path, res.Header)
		}
	}
	if res, _ := r.answer(t, http.MethodGet, "/annotations/1"); res.Header.Get("ETag") == "" || !strings.Contains(strings.Join(res.Header.Values("Link"), ""), `ldp#Resource>; rel="type"`) {
		t.Errorf("one of them: %v", res.Header)
	}
}

// TestRegions marks places on a scan by the form, and finds them on the scan of a
// later edition in another size.
func TestRegions(t *testing.T) {
	r := open(t)
	e := storetest.Edition(1)
	picture, err := r.library.Blobs.Put(t.Context(), []byte("the picture of a spread"))
	must(t, err)
	e.Scans[0].Picture = picture
	e.Made.Program = "with pictures"
	r.publish(t, e)
	paper := paperOf(e)
	body := r.expect(t, "Ann", paper+"/notes", nil, 200, "a page’s scan", `value="scan-1l"`)
	if strings.Contains(body, `name="region"`) {
		t.Error("the form asks for what scripts write")
	}
	r.expect(t, "Ann", paper+"/notes", url.Values{"page": {"scan-1r"}, "left": {"60"}, "top": {"10"}, "width": {"20"}, "height": {"5.5"}, "text": {"Here."}, "who": {"public"}}, 303)
	r.expect(t, "Ann", paper+"/notes", url.Values{"page": {"scan-1l"}}, 303)
	r.expect(t, "Ann", paper+"/notes", url.Values{"page": {"scan-1l"}, "region": {"1,2,3,4"}}, 303)
	r.expect(t, "Ann", paper+"/notes?page=scan-1l&region=1,2,3,4", nil, 200, "a place on page", `name="left" value="1"`)
	for _, region := range []string{"1,2,3,0", "1,2,NaN,4", "101,2,3,4", "100,2,3,4", "a,b,c,d"} {
		r.expect(t, "Ann", paper+"/notes", url.Values{"page": {"scan-1l"}, "region": {region}, "text": {"kept"}}, 422, "not on the scan", "kept")
	}
	r.expect(t, "Ann", paper+"/notes", url.Values{"page": {"scan-9"}}, 422, "not on the scan")
	_, served := r.answer(t, http.MethodGet, "/annotations/1")
	for _, want := range []string{`"xywh=pixel:1200,140,400,77"`, `"http://www.w3.org/TR/media-frags/"`, `"source":"https://recto.example.org/scans/` + e.Volume.ID + `/1"`, `"scope":"https://recto.example.org` + paper + `"`} {
		if !strings.Contains(served, want) {
			t.Errorf("without %s: %s", want, served)
		}
	}
	r.expect(t, "Ann", "/annotations", nil, 200, "a place on page", paper+"/pages/scan-1r#noted-1")

	half := storetest.Edition(1)
	half.Made.Program = "half as large"
	half.Scans[0].Width, half.Scans[0].Height = 1000, 700
	if half.Scans[0].Picture, err = r.library.Blobs.Put(t.Context(), []byte("the same, smaller")); err != nil {
		t.Fatal(err)
	}
	for i, p := range half.Pages {
		half.Pages[i].Region = corpus.Box{X1: p.Region.X1 / 2, Y1: p.Region.Y1 / 2, X2: p.Region.X2 / 2, Y2: p.Region.Y2 / 2}
	}
	r.publish(t, half)
	if _, served := r.answer(t, http.MethodGet, "/annotations/1"); !strings.Contains(served, `"xywh=pixel:600,70,200,`) {
		t.Errorf("on the smaller scan: %s", served)
	}
	r.publish(t, storetest.Edition(1)) // without pictures
	r.expect(t, "Ann", paper+"/notes", nil, 200, "No longer in the text", "a place on scan 1", "Here.")
	if _, served := r.answer(t, http.MethodGet, "/annotations/1"); !strings.Contains(served, `"TimeState"`) || !strings.Contains(served, `"xywh=pixel:1200,140,400,77"`) {
		t.Errorf("the orphan: %s", served)
	}
}
