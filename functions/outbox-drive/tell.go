package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/change"
)

// tell has machines told of what happened to a request (rule J14).
func (f function) tell(context.Context, change.Order) error { return nil }
