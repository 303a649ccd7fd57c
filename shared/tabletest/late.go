package tabletest

import (
	"context"
	"time"

	"github.com/aws/aws-lambda-go/events"
)

// Late is Replay to a function that will be stopped in a second: it has no time for
// what need not be done now.
func (w *World) Late(edits ...Edit) Answer {
	w.T.Helper()
	h := w.Handler
	defer func() { w.Handler = h }()
	w.Handler = func(ctx context.Context, e events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
		return h(Hurried(ctx), e)
	}
	return w.Replay(edits...)
}

// Hurried is the context of such a function. It only says so, and does not end.
func Hurried(ctx context.Context) context.Context {
	short, stop := context.WithTimeout(ctx, time.Second)
	defer stop()
	end, _ := short.Deadline()
	return hurried{ctx, end}
}

type hurried struct {
	context.Context
	end time.Time
}

func (h hurried) Deadline() (time.Time, bool) { return h.end, true }
