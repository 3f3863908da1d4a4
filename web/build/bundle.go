package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// bundle gives the built files by name, manifest.json among them. It writes
// nothing, so that a test can hold the committed assets against it.
func bundle(dir string) (map[string][]byte, error) {
	root, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	result := api.Build(api.BuildOptions{
		AbsWorkingDir:     root,
		EntryPoints:       []string{"styles/site.css", "scripts/site.ts", "icons/favicon.svg"},
		Outdir:            filepath.Join(root, "assets"),
		EntryNames:        "[name]-[hash]",
		AssetNames:        "[name]-[hash]",
		Bundle:            true,
		Metafile:          true,
		MinifySyntax:      true,
		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		LegalComments:     api.LegalCommentsNone,
		Target:            api.ES2020,
		Loader:            map[string]api.Loader{".woff2": api.LoaderFile, ".svg": api.LoaderCopy},
	})
	if len(result.Errors) > 0 {
		return nil, errors.New(strings.Join(api.FormatMessages(result.Errors, api.FormatMessagesOptions{}), "\n"))
	}
	files := make(map[string][]byte, len(result.OutputFiles)+1)
	for _, file := range result.OutputFiles {
		files[filepath.Base(file.Path)] = file.Contents
	}
	if files["manifest.json"], err = manifest(result.Metafile); err != nil {
		return nil, err
	}
	return files, nil
}

// manifest maps the name of each source, with a script's ending as the browser
// knows it, to the name of the file built from it.
func manifest(metafile string) ([]byte, error) {
	var meta struct {
		Outputs map[string]struct {
			EntryPoint string              `json:"entryPoint"`
			Inputs     map[string]struct{} `json:"inputs"`
		} `json:"outputs"`
	}
	if err := json.Unmarshal([]byte(metafile), &meta); err != nil {
		return nil, fmt.Errorf("read metafile: %w", err)
	}
	names := map[string]string{}
	for out, made := range meta.Outputs {
		source := made.EntryPoint
		for in := range made.Inputs {
			if source == "" {
				source = in
			}
		}
		name := strings.TrimSuffix(path.Base(source), path.Ext(source)) + path.Ext(out)
		names[name] = path.Base(out)
	}
	return json.MarshalIndent(names, "", "  ")
}
