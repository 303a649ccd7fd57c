package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "vault-here")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.here)
	return w
}

func TestItsRecordedEventIsAnswered(t *testing.T) {
	w := told(t)
	w.Replay().Is(200)
}
