package main

import (
	"bytes"
	"debug/elf"
	"encoding/binary"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// program is the shortest file that says which machine it is for.
func program(machine elf.Machine) []byte {
	h := elf.Header64{Type: uint16(elf.ET_EXEC), Machine: uint16(machine), Version: uint32(elf.EV_CURRENT), Ehsize: 64}
	copy(h.Ident[:], elf.ELFMAG)
	h.Ident[elf.EI_CLASS], h.Ident[elf.EI_DATA], h.Ident[elf.EI_VERSION] = byte(elf.ELFCLASS64), byte(elf.ELFDATA2LSB), byte(elf.EV_CURRENT)
	var b bytes.Buffer
	must(binary.Write(&b, binary.LittleEndian, h))
	return b.Bytes()
}

func TestFunctionsThatAreNotBuiltAreRefusedWithWhatToRun(t *testing.T) {
	dir := t.TempDir()
	code := func(name string) string { return filepath.Join(dir, name) }
	if err := built(Product(), code); err == nil || !strings.Contains(err.Error(), "make synth") {
		t.Errorf("got %v", err)
	}
	for _, f := range Product().functions() {
		must(os.MkdirAll(code(f.name), 0o755))
		must(os.WriteFile(bootstrap(code, f), program(elf.EM_AARCH64), 0o755))
	}
	if err := built(Product(), code); err != nil {
		t.Error(err)
	}
	if err := forLambda(Product(), code); err != nil {
		t.Error(err)
	}
}

func TestABinaryForAnotherMachineIsNotDeployed(t *testing.T) {
	dir := t.TempDir()
	code := func(string) string { return dir }
	for what, binary := range map[string][]byte{"EM_X86_64": program(elf.EM_X86_64), "no program": []byte("#!/bin/sh")} {
		must(os.WriteFile(filepath.Join(dir, "bootstrap"), binary, 0o755))
		if err := forLambda(Product(), code); err == nil || !strings.Contains(err.Error(), what) {
			t.Errorf("%s: %v", what, err)
		}
	}
}
