package blob

import "os"

// syncer finds the file behind a writer of gocloud's, where there is one.
func syncer(as func(any) bool) func() error {
	var f *os.File
	if !as(&f) {
		return nil
	}
	return f.Sync
}

// syncFolder makes a rename in a folder outlive a power failure.
func syncFolder(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}
