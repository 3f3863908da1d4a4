// Command build bundles the styles, scripts, fonts and icons of this folder
// into web/assets, under names that carry a hash of their content. Run it from
// the root of the repository after changing any of them: go run ./web/build
package main

import (
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	if err := run("web"); err != nil {
		fmt.Fprintln(os.Stderr, "build:", err)
		os.Exit(1)
	}
}

// run builds the assets of the folder and replaces those that were there.
func run(dir string) error {
	files, err := bundle(dir)
	if err != nil {
		return err
	}
	out := filepath.Join(dir, "assets")
	if err := os.RemoveAll(out); err != nil {
		return err
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(out, name), data, 0o644); err != nil {
			return err
		}
	}
	return nil
}
