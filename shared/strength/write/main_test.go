package main

import (
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"testing"
)

func TestTheListsAreTheLibrarysOwn(t *testing.T) {
	made := filepath.Join(t.TempDir(), "words.gz")
	if err := write(made); err != nil {
		t.Fatal(err)
	}
	if unpacked(t, made) != unpacked(t, "../words.gz") {
		t.Error("words.gz is not what the library has: go generate ./shared/strength")
	}
}

func unpacked(t *testing.T, file string) string {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
