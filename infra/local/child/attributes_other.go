//go:build !linux

package child

import "syscall"

// Without a parent-death signal a child outlives a parent that was killed
// outright; an orderly stop and Ctrl-C still end it.
func attributes() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true}
}
