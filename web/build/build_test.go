package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

func TestAssetsAreCurrent(t *testing.T) {
	if _, err := os.Stat("../node_modules/openseadragon"); err != nil {
		t.Skip("skipped: what is bundled is not installed; npm ci in web brings it")
	}
	want, err := bundle("..")
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range want {
		got, err := os.ReadFile(filepath.Join("..", "assets", name))
		if err != nil || !bytes.Equal(got, data) {
			t.Errorf("web/assets/%s is not what its sources give; run: go run ./web/build", name)
		}
	}
	have, err := os.ReadDir(filepath.Join("..", "assets"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range have {
		if _, ok := want[file.Name()]; !ok {
			t.Errorf("web/assets/%s is left over; run: go run ./web/build", file.Name())
		}
	}
}
