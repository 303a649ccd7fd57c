package tabletest

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"syscall"
)

// StoryVariable names the environment variable with the folder of one run of many
// test binaries on one engine (infra/local/tests), where the KMS key is. The first
// binary that needs the story tells it on a table and leaves the table's name
// there; the others, which were compiled from the same code, find it. Folder and
// engine end with the run: no story is older than the rules that tell it.
const StoryVariable = "VALETKEY_STORY"

// onceInARun is the name of the table with the story, told now if nobody has told
// it yet. Who comes meanwhile waits for it; the lock of one that dies is let go.
func onceInARun(folder string, tell func() (string, error)) (name string, err error) {
	f, err := os.OpenFile(filepath.Join(folder, "story"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, f.Close()) }() // which lets go of the lock
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX); err != nil {
		return "", err
	}
	told, err := io.ReadAll(f)
	if err != nil || len(told) > 0 {
		return string(told), err
	}
	if name, err = tell(); err != nil {
		return "", err
	}
	_, err = f.WriteString(name)
	return name, err
}
