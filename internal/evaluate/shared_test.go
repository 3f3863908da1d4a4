package evaluate_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// shared is the folder of data that may not enter the project, or the test is skipped.
func shared(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("RECTO_SHARED")
	if dir == "" {
		dir = filepath.Join(root(t), "..", "shared")
	}
	if _, err := os.Stat(filepath.Join(dir, "data")); err != nil {
		t.Skip("skipped: no shared data")
	}
	return dir
}

func root(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the test")
		}
		dir = filepath.Dir(dir)
	}
}

// python runs a script of the shared folder and gives its output. Without
// Python, or without the module that the script needs, the test is skipped.
func python(t *testing.T, module, script string, args ...string) []byte {
	t.Helper()
	path := filepath.Join(shared(t), "measure", script)
	if _, err := os.Stat(path); err != nil {
		t.Skip("skipped: no measuring scripts")
	}
	for _, program := range []string{"/usr/bin/python3", "python3"} {
		if exec.Command(program, "-c", "import "+module).Run() != nil {
			continue
		}
		var stderr bytes.Buffer
		cmd := exec.Command(program, append([]string{path}, args...)...)
		cmd.Stderr = &stderr
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("%s: %v\n%s", script, err, stderr.Bytes())
		}
		return out
	}
	t.Skip("skipped: no python3 with " + module)
	return nil
}
