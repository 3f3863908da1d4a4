package store

import (
	"fmt"
	"testing"

	"recto/internal/corpus"
)

func TestRecentForgetsTheOldest(t *testing.T) {
	var r recent
	for i := range maxRecent {
		r.put(fmt.Sprint(i), corpus.Part{ID: fmt.Sprint(i)})
	}
	if part, ok := r.get("0"); !ok || part.ID != "0" { // and is now the latest
		t.Fatalf("part %+v, %v", part, ok)
	}
	r.put("one more", corpus.Part{})
	if _, ok := r.get("1"); ok {
		t.Error("the part not asked for longest is still there")
	}
	if _, ok := r.get("0"); !ok {
		t.Error("a part that was just asked for is gone")
	}
}
