package server

import (
	"testing"

	"recto/internal/corpus"
)

// TestTextCache fills the cache over its size and looks for what is left.
func TestTextCache(t *testing.T) {
	var c textCache
	sized := func(share float64) readText {
		return readText{Part: corpus.PartText{Pages: make([]corpus.PageEntry, int(share*cacheSize/500))}}
	}
	key := func(part string) textKey { return textKey{part: part} }
	for _, part := range []string{"a", "b", "c"} {
		c.put(key(part), sized(0.33))
	}
	c.get(key("a")) // is read again, so that b is the oldest
	c.put(key("d"), sized(0.33))
	for part, want := range map[string]bool{"a": true, "b": false, "c": true, "d": true} {
		if _, ok := c.get(key(part)); ok != want {
			t.Errorf("%s is kept: %v, want %v", part, ok, want)
		}
	}
	c.put(key("e"), sized(1.2))
	if _, ok := c.get(key("e")); ok || c.bytes > cacheSize {
		t.Errorf("more is kept than there is room for: %d bytes", c.bytes)
	}
	c.put(key("d"), readText{Description: "anew"})
	if got, _ := c.get(key("d")); got.Description != "anew" {
		t.Error("the text of an earlier edition stays")
	}
}
