package server

import (
	"html/template"
	"strings"
	"testing"
)

// TestTextCache fills the cache over its size and looks for what is left.
func TestTextCache(t *testing.T) {
	var c textCache
	big := readText{Text: template.HTML(strings.Repeat("x", cacheSize/3))}
	key := func(part string) textKey { return textKey{part: part} }
	for _, part := range []string{"a", "b", "c"} {
		c.put(key(part), big)
	}
	c.get(key("a")) // is read again, so that b is the oldest
	c.put(key("d"), big)
	for part, want := range map[string]bool{"a": true, "b": false, "c": true, "d": true} {
		if _, ok := c.get(key(part)); ok != want {
			t.Errorf("%s is kept: %v, want %v", part, ok, want)
		}
	}
	c.put(key("e"), readText{Text: big.Text + big.Text + big.Text + big.Text})
	if _, ok := c.get(key("e")); ok || c.bytes > cacheSize {
		t.Errorf("more is kept than there is room for: %d bytes", c.bytes)
	}
	c.put(key("d"), readText{Text: "anew"})
	if got, _ := c.get(key("d")); got.Text != "anew" {
		t.Error("the text of an earlier edition stays")
	}
}
