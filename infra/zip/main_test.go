package main

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"
	"time"
)

func folder(at time.Time) fstest.MapFS {
	return fstest.MapFS{
		"worker.js":       {Data: []byte("the worker"), ModTime: at, Mode: 0o600},
		"manifest.json":   {Data: []byte("{}"), ModTime: at.Add(time.Hour)},
		"icons/icon.png":  {Data: bytes.Repeat([]byte("png"), 1000), ModTime: at, Mode: 0o755},
		"_locales/de.txt": {Data: nil, ModTime: at},
	}
}

func TestTheSameFilesAreTheSameBytesWhenAndByWhomeverTheyWereMade(t *testing.T) {
	a, err := pack(folder(time.Now()))
	if err != nil {
		t.Fatal(err)
	}
	b, err := pack(folder(time.Now().Add(-1000 * time.Hour)))
	if err != nil || !bytes.Equal(a, b) {
		t.Errorf("%d and %d bytes, %v", len(a), len(b), err)
	}
	z, err := zip.NewReader(bytes.NewReader(a), int64(len(a)))
	if err != nil {
		t.Fatal(err)
	}
	for name, f := range folder(time.Now()) {
		r, err := z.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(r); err != nil || !bytes.Equal(got, f.Data) {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}

func TestItsSizeIsPrintedAndItIsWrittenToEachPlace(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "manifest.json"), []byte("{}"), 0o644); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	one, other := filepath.Join(dir, "a", "one.zip"), filepath.Join(dir, "other.zip")
	if err := run(&out, []string{dir, one, other}); err != nil || !bytes.Contains(out.Bytes(), []byte("one.zip: 0.2 kB")) {
		t.Errorf("%q, %v", out.String(), err)
	}
	a, _ := os.ReadFile(one)
	if b, err := os.ReadFile(other); err != nil || !bytes.Equal(a, b) || len(a) == 0 {
		t.Errorf("%d and %d bytes, %v", len(a), len(b), err)
	}
}

func TestWhatWasNotBuiltIsNotPacked(t *testing.T) {
	if _, err := pack(fstest.MapFS{}); err == nil {
		t.Error("a folder without a manifest is packed")
	}
	if err := run(io.Discard, nil); err == nil {
		t.Error("without a folder it packs something")
	}
}
