package main

import (
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"recto": main})
}

// The scripts in testdata are the program as its users call it.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:  "testdata",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"png": writePicture},
		Setup: func(e *testscript.Env) error {
			e.Setenv("HOME", e.WorkDir)
			e.Setenv("RECTO_OCR", "off") // reading scans has its own tests
			here, err := os.Getwd()
			if err != nil {
				return err
			}
			e.Setenv("REPOSITORY", filepath.Join(here, "..", ".."))
			// The compiled PDF engine is worth sharing between scripts.
			cache, err := os.UserCacheDir()
			if err == nil {
				e.Setenv("XDG_CACHE_HOME", cache)
			}
			return nil
		},
	})
}

// writePicture writes a small picture to the file that a script names.
func writePicture(ts *testscript.TestScript, _ bool, args []string) {
	f, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	ts.Check(png.Encode(f, image.NewGray(image.Rect(0, 0, 9, 9))))
	ts.Check(f.Close())
}
