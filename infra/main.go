// Command infra makes the stack: the CloudFormation template of the whole
// product and the list of what to upload with it, in cdk.out.
//
// It needs Node, because the CDK's library runs in it, but neither an account
// nor the CDK's command line: that reads the same app from cdk.json when it
// deploys. It builds no binary; `make build` does. It does not know what a
// function does: roles, routes and schedules come from the route table in
// shared/api, and what a row may touch from infra/grants.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"
)

const dist = "dist/lambda"

func main() {
	err := synth()
	jsii.Close() // ends the Node process that the CDK runs in
	if err != nil {
		fmt.Fprintln(os.Stderr, "infra:", err)
		os.Exit(1)
	}
}

func synth() error {
	rows := Product()
	code := func(name string) string { return filepath.Join(dist, name) }
	if err := built(rows, code); err != nil {
		return err
	}
	if err := forLambda(rows, code); err != nil {
		if deploying() {
			return err
		}
		fmt.Fprintln(os.Stderr, "infra: good to look at, not to deploy:", err)
	}
	context, err := cdkContext("cdk.json")
	if err != nil {
		return err
	}
	app := awscdk.NewApp(&awscdk.AppProps{
		Outdir:             outdir(),
		Context:            context,
		AnalyticsReporting: jsii.Bool(false),
		TreeMetadata:       jsii.Bool(false),
	})
	set, err := fromContext(app.Node())
	if err != nil {
		return err
	}
	if err := Build(app, set, rows, code); err != nil {
		return err
	}
	out := *app.Synth(nil).Directory()
	if !deploying() { // the command line has its own words
		fmt.Printf("%s/%s.template.json: %d functions\n", filepath.Base(out), set.Name, len(rows.functions()))
	}
	return nil
}

// deploying reports whether the CDK's command line runs us.
func deploying() bool { return os.Getenv("CDK_OUTDIR") != "" }

// outdir leaves the choice to the CDK's command line when that runs us.
func outdir() *string {
	if deploying() {
		return nil
	}
	return jsii.String("cdk.out")
}

// cdkContext reads the settings in cdk.json, which otherwise only the CDK's
// command line does: with and without it the stack is the same. What the
// command line passes itself (-c domain=...) is stronger.
func cdkContext(path string) (*map[string]any, error) {
	raw, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s is not here: run this in the top folder of the repository", path)
	}
	if err != nil {
		return nil, err
	}
	var file struct {
		Context map[string]any `json:"context"`
	}
	if err := json.Unmarshal(raw, &file); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return &file.Context, nil
}
