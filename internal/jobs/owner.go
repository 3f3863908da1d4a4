package jobs

import (
	"crypto/rand"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// An owner is written "host pid start nonce", where start tells apart programs
// that had the same process id one after the other, as in a container every
// program has.

func newOwner() string {
	pid := os.Getpid()
	return strings.Join([]string{hostName(), strconv.Itoa(pid), started(pid), rand.Text()}, " ")
}

// dead reports whether an owner is known to have ended: it ran on this machine,
// and no process of its id and start is there. Of others only the lease tells.
func dead(owner string) bool {
	f := strings.Fields(owner)
	if len(f) != 4 || f[0] != hostName() || started(os.Getpid()) == unknown {
		return false
	}
	pid, err := strconv.Atoi(f[1])
	return err == nil && started(pid) != f[2]
}

const unknown = "?"

// started is when a process began, in the kernel's count, or unknown where
// there is no such process or the system does not tell.
func started(pid int) string {
	stat, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "stat"))
	if err != nil {
		return unknown
	}
	_, rest, _ := strings.Cut(string(stat[strings.LastIndexByte(string(stat), ')')+1:]), " ")
	const startTime = 19 // field 22 of proc_pid_stat(5), the third being the first here
	f := strings.Fields(rest)
	if len(f) <= startTime {
		return unknown
	}
	return f[startTime]
}

func hostName() string {
	name, err := os.Hostname()
	if err != nil || name == "" {
		return unknown
	}
	return strings.ReplaceAll(name, " ", "-")
}
