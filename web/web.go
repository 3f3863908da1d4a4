// Package web holds what the browser gets besides data: the templates, and the
// styles, scripts, fonts and icons built from this folder.
//
// It knows how a page looks and nothing of what is on it: the structs that the
// templates print are made in internal/server. The built assets are committed,
// so that building Recto needs Go alone; `go run ./web/build` makes them anew.
package web

import (
	"embed"
	"encoding/json"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"strings"
)

//go:embed templates
var templates embed.FS

//go:embed assets
var built embed.FS

// AssetPath is the address under which the built assets are served.
const AssetPath = "/assets/"

// Assets are the built files, each under a name that carries a hash of its
// content and may therefore be kept by browsers for ever.
type Assets struct {
	FS    fs.FS
	names map[string]string // by source, as "site.css"
}

// LoadAssets reads the manifest of the built assets.
func LoadAssets() (*Assets, error) {
	files, err := fs.Sub(built, "assets")
	if err != nil {
		return nil, fmt.Errorf("open assets: %w", err)
	}
	data, err := fs.ReadFile(files, "manifest.json")
	if err != nil {
		return nil, fmt.Errorf("read asset manifest: %w", err)
	}
	a := &Assets{FS: files}
	if err := json.Unmarshal(data, &a.names); err != nil {
		return nil, fmt.Errorf("read asset manifest: %w", err)
	}
	return a, nil
}

// URL is the address of the asset built from the named source, as "site.css".
func (a *Assets) URL(name string) (string, error) {
	hashed, ok := a.names[name]
	if !ok {
		return "", fmt.Errorf("no asset %q in the manifest", name)
	}
	return AssetPath + hashed, nil
}

// Has reports whether a file of that name was built from a source. The manifest
// itself was not.
func (a *Assets) Has(name string) bool {
	for _, hashed := range a.names {
		if hashed == name {
			return true
		}
	}
	return false
}

// Templates parses every page together with the layout and the partials. The
// result is keyed by the page's file name without its ending, as "paper"; the
// template to execute is "layout". Functions are those in funcs and "asset".
func Templates(assets *Assets, funcs template.FuncMap) (map[string]*template.Template, error) {
	common, err := template.New("layout").Funcs(funcs).
		Funcs(template.FuncMap{"asset": assets.URL}).
		ParseFS(templates, "templates/layout.html", "templates/partials/*.html")
	if err != nil {
		return nil, fmt.Errorf("parse layout: %w", err)
	}
	files, err := fs.Glob(templates, "templates/pages/*.html")
	if err != nil {
		return nil, fmt.Errorf("list templates: %w", err)
	}
	pages := make(map[string]*template.Template, len(files))
	for _, file := range files {
		page, err := common.Clone()
		if err != nil {
			return nil, fmt.Errorf("clone layout: %w", err)
		}
		if _, err := page.ParseFS(templates, file); err != nil {
			return nil, fmt.Errorf("parse %s: %w", file, err)
		}
		pages[strings.TrimSuffix(path.Base(file), ".html")] = page
	}
	return pages, nil
}
