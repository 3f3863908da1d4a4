package server

import (
	"encoding/json"
	"net/http"
	"strings"

	"recto/web"
)

// static serves the built assets. Their names change with their content, so a
// browser may keep them.
func (s *server) static() http.Handler {
	files := http.StripPrefix(web.AssetPath, http.FileServerFS(s.site.Assets.FS))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !s.site.Assets.Has(strings.TrimPrefix(r.URL.Path, web.AssetPath)) {
			s.fail(w, r, errNoPage)
			return
		}
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		files.ServeHTTP(w, r)
	})
}

// health says whether the library answers.
func (s *server) health(w http.ResponseWriter, r *http.Request) {
	status, answer := http.StatusOK, "ok"
	if _, err := s.Library.Volumes(r.Context()); err != nil {
		status, answer = http.StatusServiceUnavailable, "the library does not answer"
		s.Log.ErrorContext(r.Context(), "health", "error", err)
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(map[string]string{"status": answer, "version": s.Version})
}
