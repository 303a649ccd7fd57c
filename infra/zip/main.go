// Zip packs a folder into files that are the same bytes each time: in the order of the
// names, and from no particular day.
//
//	go run ./infra/zip dist/extension dist/valetkey-extension.zip functions/console/dist/valetkey-extension.zip
package main

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

func main() {
	if err := run(os.Stdout, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(out io.Writer, args []string) error {
	if len(args) < 2 {
		return errors.New("say the folder and at least one file: go run ./infra/zip FOLDER FILE")
	}
	packed, err := pack(os.DirFS(args[0]))
	if err != nil {
		return err
	}
	for _, name := range args[1:] {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(name, packed, 0o644); err != nil {
			return err
		}
	}
	_, err = fmt.Fprintf(out, "%s: %.1f kB\n", args[1], float64(len(packed))/1000)
	return err
}

// epoch is when every file was changed: the first day that a zip can say.
var epoch = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// pack makes a zip of a folder. One without a manifest was not built.
func pack(folder fs.FS) ([]byte, error) {
	if _, err := fs.Stat(folder, "manifest.json"); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestCompression) })
	err := fs.WalkDir(folder, ".", func(name string, d fs.DirEntry, err error) error { // in the order of the names
		if err != nil || d.IsDir() {
			return err
		}
		body, err := fs.ReadFile(folder, name)
		if err != nil {
			return err
		}
		h := &zip.FileHeader{Name: name, Method: zip.Deflate, Modified: epoch}
		h.SetMode(0o644)
		w, err := z.CreateHeader(h)
		if err != nil {
			return err
		}
		_, err = w.Write(body)
		return err
	})
	err = errors.Join(err, z.Close())
	return out.Bytes(), err
}
