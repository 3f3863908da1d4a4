//go:build unix

package care

import "golang.org/x/sys/unix"

// Space is how many bytes the disk of a folder has free for this program, of so
// many; zeros where that is not known.
func Space(dir string) (free, size int64) {
	var s unix.Statfs_t
	if unix.Statfs(dir, &s) != nil {
		return 0, 0
	}
	return int64(s.Bavail) * int64(s.Bsize), int64(s.Blocks) * int64(s.Bsize)
}
