package config_test

import (
	"strings"
	"testing"

	"recto/internal/config"
)

func TestInstitutionAndMail(t *testing.T) {
	env := map[string]string{
		"RECTO_OIDC_ISSUER": "https://login.example.org/realm/", "RECTO_OIDC_CLIENT_ID": "recto", "RECTO_OIDC_CLIENT_SECRET": "s",
		"RECTO_SMTP_SERVER": "mail.example.org:587", "RECTO_SMTP_FROM": "Library <library@example.org>",
	}
	got, _, err := load(env)
	oidc := config.OIDC{Issuer: "https://login.example.org/realm/", ClientID: "recto", Secret: "s", Name: "login.example.org"}
	smtp := config.SMTP{Server: "mail.example.org:587", From: "Library <library@example.org>"}
	if err != nil || got.OIDC != oidc || got.SMTP != smtp {
		t.Errorf("got %+v, %+v, %v", got.OIDC, got.SMTP, err)
	}
	for missing, values := range map[string]map[string]string{
		"RECTO_OIDC_ISSUER":        {"RECTO_OIDC_CLIENT_ID": "recto", "RECTO_OIDC_CLIENT_SECRET": "s"},
		"RECTO_OIDC_CLIENT_SECRET": {"RECTO_OIDC_ISSUER": "https://login.example.org", "RECTO_OIDC_CLIENT_ID": "recto"},
		"RECTO_SMTP_FROM":          {"RECTO_SMTP_SERVER": "mail.example.org:587"},
		"RECTO_SMTP_SERVER":        {"RECTO_SMTP_FROM": "library@example.org"},
	} {
		if _, _, err := load(values); err == nil || !strings.Contains(err.Error(), missing) {
			t.Errorf("without %s: got %v", missing, err)
		}
	}
	if _, _, err := load(map[string]string{"RECTO_SMTP_FROM": "nobody"}); err == nil || !strings.Contains(err.Error(), "RECTO_SMTP_FROM") {
		t.Errorf("a bad sender: got %v", err)
	}
}
