// Probe is a function for the tests: it does what its event says.
package main

import (
	"context"
	"errors"
	"os"
	"time"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-lambda-go/lambdacontext"
)

type event struct {
	Sleep int    // milliseconds
	Exit  bool   // end the process
	Panic bool   // panic
	Fail  string // answer an error
	Big   int    // answer with that many bytes
}

type answer struct {
	PID      int
	Calls    int
	Request  string
	Function string
	Key      string
	Left     int64 // milliseconds until the deadline
	Fill     string
}

func main() {
	calls := 0
	if os.Getenv("PROBE_DIES") != "" {
		os.Exit(3)
	}
	lambda.Start(func(ctx context.Context, e event) (answer, error) {
		calls++
		deadline, _ := ctx.Deadline()
		left := time.Until(deadline).Milliseconds()
		time.Sleep(time.Duration(e.Sleep) * time.Millisecond)
		switch {
		case e.Exit:
			os.Exit(1)
		case e.Panic:
			panic("as told")
		case e.Fail != "":
			return answer{}, errors.New(e.Fail)
		}
		c, _ := lambdacontext.FromContext(ctx)
		return answer{
			PID: os.Getpid(), Calls: calls, Request: c.AwsRequestID, Left: left,
			Function: os.Getenv("AWS_LAMBDA_FUNCTION_NAME"), Key: os.Getenv("AWS_ACCESS_KEY_ID"),
			Fill: string(make([]byte, e.Big)),
		}, nil
	})
}
