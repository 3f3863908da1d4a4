package language

import (
	"fmt"
	"testing"
)

func TestRarity(t *testing.T) {
	least := -1.
	for _, word := range []string{"the", "school", "leadership", "uxbridge", "burglariously"} {
		rarity, used := Rarity(word)
		if rarity <= least || rarity > 1 || used != (word != "burglariously") {
			t.Errorf("%s is %.2f rare, after %.2f; used: %v", word, rarity, least, used)
		}
		least = rarity
	}
	for _, garble := range []string{"lubappy", "ohzplaln", "", "founidered"} {
		if rarity, used := Rarity(garble); used || rarity != 1 {
			t.Errorf("%q is %.2f rare and used: %v", garble, rarity, used)
		}
	}
}

func TestPackRarities(t *testing.T) {
	var words []string
	for i := range 2000 {
		words = append(words, fmt.Sprint("word", i))
	}
	table, err := PackRarities(words)
	if err != nil {
		t.Fatal(err)
	}
	again, err := PackRarities(words)
	if err != nil || string(again) != string(table) {
		t.Errorf("the same words give another table: %v", err)
	}
	if _, err := PackRarities(nil); err == nil {
		t.Error("a table of no words")
	}
}
