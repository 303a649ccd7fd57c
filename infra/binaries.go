package main

import (
	"debug/elf"
	"fmt"
	"os"
	"path/filepath"
)

// built refuses to make a stack out of functions that are not there: the CDK
// would name the first missing folder, and not the command that makes it.
func built(rows Rows, code func(string) string) error {
	var missing []string
	for _, f := range rows.functions() {
		if _, err := os.Stat(bootstrap(code, f)); err != nil {
			missing = append(missing, f.name)
		}
	}
	if len(missing) > 0 {
		return fmt.Errorf("%d of %d functions are not built (%s ...): run `make synth`, which builds them",
			len(missing), len(rows.functions()), filepath.Join(code(missing[0]), "bootstrap"))
	}
	return nil
}

// forLambda refuses binaries that Lambda could not run: one machine's own may
// well be of another kind, and would fail only at the first call after a
// deployment.
func forLambda(rows Rows, code func(string) string) error {
	for _, f := range rows.functions() {
		kind := "no program"
		if b, err := elf.Open(bootstrap(code, f)); err == nil {
			kind = b.Machine.String()
			b.Close()
		}
		if kind != elf.EM_AARCH64.String() {
			return fmt.Errorf("%s is %s, and the stack's functions are arm64: run `make synth`, which builds them so", bootstrap(code, f), kind)
		}
	}
	return nil
}

func bootstrap(code func(string) string, f function) string {
	return filepath.Join(code(f.name), "bootstrap")
}
