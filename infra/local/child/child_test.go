package child_test

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/valetkey/valetkey/infra/local/child"
)

// TestMain is also the parent that is killed: it starts a child, says its
// number and waits.
func TestMain(m *testing.M) {
	if os.Getenv("CHILD_TEST_PARENT") != "" {
		p, err := child.Start(child.Spec{Path: "/bin/sleep", Args: []string{"60"}, Out: io.Discard})
		if err != nil {
			panic(err)
		}
		fmt.Println(p.PID())
		time.Sleep(time.Minute)
	}
	os.Exit(m.Run())
}

func TestAChildDoesNotOutliveAKilledParent(t *testing.T) {
	parent := exec.Command(os.Args[0])
	parent.Env = append(os.Environ(), "CHILD_TEST_PARENT=1")
	out, err := parent.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := parent.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	var pid int
	if _, err := fmt.Sscan(line, &pid); err != nil || !runs(pid) {
		t.Fatalf("%q: %v", line, err)
	}
	if err := parent.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = parent.Wait()
	for range 100 {
		if !runs(pid) {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Error("the child lives on")
	_ = syscall.Kill(pid, syscall.SIGKILL)
}

func TestStopKillsAChildThatDoesNotListen(t *testing.T) {
	var said strings.Builder
	p, err := child.Start(child.Spec{Path: "/bin/sh", Args: []string{"-c", "trap '' TERM; echo ready; sleep 60 & wait; sleep 60"}, Out: &said})
	if err != nil {
		t.Fatal(err)
	}
	time.Sleep(50 * time.Millisecond)
	began := time.Now()
	p.Stop(100 * time.Millisecond)
	if runs(p.PID()) || time.Since(began) > 5*time.Second || p.Err() == nil || said.String() != "ready\n" {
		t.Errorf("after %s: %v %q", time.Since(began), p.Err(), said.String())
	}
}

func TestAChildThatEndsEarlyIsNotWaitedFor(t *testing.T) {
	p, err := child.Start(child.Spec{Path: "/bin/false"})
	if err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	if err := p.WaitFor("http://127.0.0.1:1/", 10*time.Second); err == nil || time.Since(began) > 5*time.Second {
		t.Errorf("%v after %s", err, time.Since(began))
	}
}

func TestAHelperInheritsNoCredential(t *testing.T) {
	t.Setenv("AWS_SECRET_ACCESS_KEY", "mine")
	for _, e := range child.Environment() {
		if strings.Contains(e, "mine") {
			t.Error(e)
		}
	}
}

// runs reports whether a process is alive and not merely unburied.
func runs(pid int) bool {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return syscall.Kill(pid, 0) == nil && !os.IsNotExist(err)
	}
	return !strings.Contains(string(stat), ") Z ")
}
