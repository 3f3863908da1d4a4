package structure

import "testing"

func TestIssued(t *testing.T) {
	for line, want := range map[string]string{
		"Published in 2026 by the School of Education": "2026",
		"First published 1998":                         "1998",
		"Printed at Northmoor in 2004":                 "2004",
		"The 1998 seminar was published by the press":  "",
		"unpublished": "",
	} {
		got := ""
		if m := issued.FindStringSubmatch(line); m != nil {
			got = m[1]
		}
		if got != want {
			t.Errorf("year in %q = %q, want %q", line, got, want)
		}
	}
}
