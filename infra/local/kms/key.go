package kms

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
)

// key is the one key with its id.
type key struct {
	id   string
	aead cipher.AEAD
}

type keyFile struct {
	ID       string `json:"id"`
	Material []byte `json:"material"`
}

// loadKey reads the key, or makes it. A file that is there but cannot be read
// is an error: a new key would lose everything sealed under the old.
func loadKey(file string) (key, error) {
	raw, err := os.ReadFile(file)
	if errors.Is(err, os.ErrNotExist) {
		raw, err = makeKey(file)
	}
	if err != nil {
		return key{}, err
	}
	var f keyFile
	if err := json.Unmarshal(raw, &f); err != nil {
		return key{}, fmt.Errorf("%s: %w", file, err)
	}
	block, err := aes.NewCipher(f.Material)
	if err != nil {
		return key{}, fmt.Errorf("%s: %w", file, err)
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	return key{id: f.ID, aead: aead}, err
}

func makeKey(file string) ([]byte, error) {
	id := random(16)
	raw, err := json.Marshal(keyFile{
		ID:       fmt.Sprintf("%x-%x-%x-%x-%x", id[:4], id[4:6], id[6:8], id[8:10], id[10:]),
		Material: random(32),
	})
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return nil, err
	}
	return raw, os.WriteFile(file, raw, 0o600)
}

// A blob is a version byte, the key's id and what the AEAD makes.
const version = 1

func (k key) seal(plain []byte, context map[string]string) []byte {
	head := k.head()
	return k.aead.Seal(head, nil, plain, additional(head, context))
}

func (k key) open(blob []byte, context map[string]string) ([]byte, error) {
	head := k.head()
	if !bytes.HasPrefix(blob, head) {
		return nil, errors.New("not sealed under this key")
	}
	return k.aead.Open(nil, nil, blob[len(head):], additional(head, context))
}

func (k key) head() []byte {
	id, _ := hex.DecodeString(string(bytes.ReplaceAll([]byte(k.id), []byte("-"), nil)))
	return append([]byte{version}, id...)
}

// additional is the context in its one form: names in order, every part with
// its length before it, so that no two contexts make the same bytes.
func additional(head []byte, context map[string]string) []byte {
	out := bytes.Clone(head)
	for _, name := range slices.Sorted(maps.Keys(context)) {
		for _, part := range []string{name, context[name]} {
			out = binary.BigEndian.AppendUint32(out, uint32(len(part)))
			out = append(out, part...)
		}
	}
	return out
}

func random(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.Read(b) // crypto/rand.Read never fails
	return b
}
