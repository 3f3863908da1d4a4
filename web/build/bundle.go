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
	files, names := map[string][]byte{}, map[string]string{}
	for _, b := range []struct {
		format  api.Format
		entries []string
	}{
		{api.FormatIIFE, []string{"styles/site.css", "scripts/site.ts", "scripts/desk.ts", "icons/favicon.svg"}},
		{api.FormatESModule, []string{"scripts/zoom.ts"}}, // loaded on demand, by import
	} {
		if err := build(root, b.format, b.entries, files, names); err != nil {
			return nil, err
		}
	}
	if files["manifest.json"], err = json.MarshalIndent(names, "", "  "); err != nil {
		return nil, err
	}
	return files, nil
}

// build adds the files built from some entries, and their names.
func build(root string, format api.Format, entries []string, files map[string][]byte, names map[string]string) error {
	result := api.Build(api.BuildOptions{
		AbsWorkingDir:     root,
		EntryPoints:       entries,
		Format:            format,
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
		return errors.New(strings.Join(api.FormatMessages(result.Errors, api.FormatMessagesOptions{}), "\n"))
	}
	for _, file := range result.OutputFiles {
		files[filepath.Base(file.Path)] = file.Contents
	}
	return nameOutputs(result.Metafile, names)
}

// nameOutputs maps the name of each source, with a script's ending as the browser
// knows it, to the name of the file built from it.
func nameOutputs(metafile string, names map[string]string) error {
	var meta struct {
		Outputs map[string]struct {
			EntryPoint string              `json:"entryPoint"`
			Inputs     map[string]struct{} `json:"inputs"`
		} `json:"outputs"`
	}
	if err := json.Unmarshal([]byte(metafile), &meta); err != nil {
		return fmt.Errorf("read metafile: %w", err)
	}
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
	return nil
}
