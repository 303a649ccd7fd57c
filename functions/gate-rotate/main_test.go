package main

import (
	"testing"

	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

var _ = told

func told(t *testing.T) *World {
	w := New(t, "gate-rotate")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.rotate)
	return w
}
