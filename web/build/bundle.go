package main

import (
	"crypto/sha256"
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
		{api.FormatIIFE, []string{"styles/site.css", "scripts/site.ts", "scripts/desk.ts", "scripts/plot.ts", "styles/annotate.css", "icons/favicon.svg"}},
		{api.FormatESModule, []string{"scripts/zoom.ts", "scripts/annotate.ts"}}, // not for every page
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
		EntryNames:        "[name]",
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
	entry, err := nameOutputs(result.Metafile, names)
	if err != nil {
		return err
	}
	for _, file := range result.OutputFiles {
		name := filepath.Base(file.Path)
		if source, ok := entry[name]; ok {
			name = hashed(name, file.Contents)
			names[source] = name
		}
		files[name] = file.Contents
	}
	return nil
}

// hashed puts a hash of the content into a name. The bundler's own hash of a
// bundle hangs on the folder that it is built in, too.
func hashed(name string, content []byte) string {
	sum := sha256.Sum256(content)
	ending := path.Ext(name)
	return fmt.Sprintf("%s-%x%s", strings.TrimSuffix(name, ending), sum[:5], ending)
}

// nameOutputs maps the name of each source, with a script's ending as the browser
// knows it, to the name of the file built from it, and gives the built entries
// with the names of their sources.
func nameOutputs(metafile string, names map[string]string) (entries map[string]string, err error) {
	var meta struct {
		Outputs map[string]struct {
			EntryPoint string              `json:"entryPoint"`
			Inputs     map[string]struct{} `json:"inputs"`
		} `json:"outputs"`
	}
	if err := json.Unmarshal([]byte(metafile), &meta); err != nil {
		return nil, fmt.Errorf("read metafile: %w", err)
	}
	entries = map[string]string{}
	for out, made := range meta.Outputs {
		source := made.EntryPoint
		for in := range made.Inputs {
			if source == "" {
				source = in
			}
		}
		name := strings.TrimSuffix(path.Base(source), path.Ext(source)) + path.Ext(out)
		names[name] = path.Base(out)
		if made.EntryPoint != "" {
			entries[path.Base(out)] = name
		}
	}
	return entries, nil
}
