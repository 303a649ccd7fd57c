// Write packs zxcvbn's lists of common words for package strength: they are read
// when they are first needed, not when a function starts.
//
//	go generate ./shared/strength
package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/trustelem/zxcvbn/frequency"
)

func main() {
	if err := write("words.gz"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func write(file string) error {
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(frequency.FrequencyLists)) {
		if _, err := fmt.Fprintf(w, "%s %s\n", name, strings.Join(frequency.FrequencyLists[name], " ")); err != nil {
			return err
		}
	}
	if err := w.Close(); err != nil {
		return err
	}
	return os.WriteFile(file, b.Bytes(), 0o644)
}
