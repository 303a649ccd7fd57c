package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "notice-seen")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.seen)
	return w
}

func TestANoticeIsMarkedAsSeenOnce(t *testing.T) {
	w := told(t)
	w.Replay().Is(204)
	row := table.Inbox{To: string(Ann.ID), Notice: AnnNotice}
	if w.Read(&row); !row.Read || row.Mailed == nil {
		t.Errorf("kept: %+v", row)
	}
	w.Unchanged(func() { w.Replay().Is(204) })
}

func TestNobodyMarksAnothersNotice(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(As(Bob)).Is(204)
		w.Replay(Set("notices", []string{})).Is(400, "body.notices")
		w.Replay(Set("notices", []string{string(Ann.ID)})).Is(400, "body.notices")
	})
}

func TestANoticeNamedTwiceIsMarkedOnce(t *testing.T) {
	w := told(t)
	w.Replay(Set("notices", []string{string(AnnNotice), string(AnnNotice)})).Is(204)
}
