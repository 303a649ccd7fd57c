// Command operator is for whoever runs Valetkey: it shows what waits for them
// and lets it go.
//
//	go run ./infra/operator held            organizations that may ask nobody until you have looked at them
//	go run ./infra/operator release ORG     let one ask again
//	go run ./infra/operator parked          orders that failed for days, with the reason
//	go run ./infra/operator unpark ORDER    put one back to its door, once the reason is gone
//
// It works on the table of the AWS account whose credentials are in the
// environment (AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and, if there
// is one, AWS_SESSION_TOKEN); -table or TABLE names the table, as the stack's
// output TableName does. -local works on what `make dev` runs. It reads no secret
// and decides nothing that a rule does not allow.
//
// The two lists scan the whole table, which no request ever does: it costs what
// reading the table costs, and nobody waits for it but you.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/valetkey/valetkey/infra/local/stack"
	"github.com/valetkey/valetkey/shared/env"
)

const usage = "usage: go run ./infra/operator [-local | -table NAME] held | release ORG | parked | unpark ORDER"

func main() {
	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:], os.Stdout)
	cancel()
	if err != nil {
		fmt.Fprintln(os.Stderr, "operator:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("operator", flag.ContinueOnError)
	flags.SetOutput(io.Discard) // its words are in the error
	name := flags.String("table", os.Getenv("TABLE"), "the table's name")
	local := flags.Bool("local", false, "work on what make dev runs")
	if err := flags.Parse(args); err != nil {
		return fmt.Errorf("%w\n%s", err, usage)
	}
	verb, which := flags.Arg(0), flags.Arg(1)
	if want, known := map[string]int{"held": 1, "release": 2, "parked": 1, "unpark": 2}[verb]; !known || flags.NArg() != want {
		return errors.New(usage)
	}
	cfg, table, err := reach(*local, *name)
	if err != nil {
		return err
	}
	o := open(cfg, table, time.Now().UTC(), out)
	switch verb {
	case "held":
		return o.held(ctx)
	case "release":
		return o.release(ctx, which)
	case "parked":
		return o.parked(ctx)
	default:
		return o.unpark(ctx, which)
	}
}

// reach finds the table.
func reach(local bool, name string) (aws.Config, string, error) {
	if local {
		root, err := stack.FindRoot()
		if err != nil {
			return aws.Config{}, "", err
		}
		cfg, err := stack.Running(filepath.Join(root, ".local"))
		return cfg, stack.Table, err
	}
	if name == "" {
		return aws.Config{}, "", errors.New("which table? Set TABLE or -table to the stack's output TableName, or say -local")
	}
	for _, v := range []string{"AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"} {
		if os.Getenv(v) == "" {
			return aws.Config{}, "", fmt.Errorf("%s is not set: the table of an AWS account takes its credentials (-local works on what make dev runs)", v)
		}
	}
	return env.AWS("dynamodb"), name, nil
}
