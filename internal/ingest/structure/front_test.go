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

func TestSerialNumbers(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{validISBN("0-19-852663-6"), "0198526636"},
		{validISBN("0-19-852663-7"), ""},
		{validISBN("978-0-306-40615-7"), "9780306406157"},
		{validISSN("0378", "5955"), "0378-5955"},
		{validISSN("2434", "561X"), "2434-561X"},
		{validISSN("0378", "5956"), ""},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}
