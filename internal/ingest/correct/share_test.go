package correct

import (
	"math/rand/v2"
	"reflect"
	"runtime"
	"strings"
	"testing"
)

// A text reads the same on one core and on several.
func TestCores(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: it reads as many words as a book twice")
	}
	m := load(t)
	random := rand.New(rand.NewPCG(1, 1))
	words := strings.Fields("the tbe of 0f and learning leaming activity actlvity in systern systems work wo rk was modem between betvveen people. work.")
	var b strings.Builder
	for k := range 7000 {
		b.WriteString(words[random.IntN(len(words))])
		b.WriteByte(" \n"[min(1, k%12/11)])
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	want, changes := Text(m, b.String(), nil)
	if len(changes) == 0 {
		t.Fatal("nothing was corrected")
	}
	runtime.GOMAXPROCS(4)
	got, others := Text(m, b.String(), nil)
	if got != want || !reflect.DeepEqual(changes, others) {
		t.Errorf("four cores read %d characters with %d changes, one %d with %d", len(got), len(others), len(want), len(changes))
	}
}
