package main

import (
	"fmt"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsapigatewayv2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsdynamodb"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsevents"
	"github.com/aws/aws-cdk-go/awscdk/v2/awskms"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslogs"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssqs"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsstepfunctions"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
)

// house is the stack while it is being built; each file builds some of it.
//
// It is made of CloudFormation's own resources (the CDK's level 1): the level
// above writes permissions nobody asked for, and here every permission comes
// from a row. Things depend on one another in one direction:
//
//	logs, keys, table, mail, dead letters, bus, API <- roles <- functions <- streams, clocks, rules, state machine, alarms
//
// The API's body names functions, and a key's policy roles, that come later:
// they do so by name, and names are made in names.go.
type house struct {
	stack   awscdk.Stack
	set     Settings
	rows    Rows
	code    func(name string) string // the folder with a function's bootstrap
	logs    awslogs.CfnLogGroup
	table   awsdynamodb.CfnTable
	key     awskms.CfnKey // the envelope's
	letters awssqs.CfnQueue
	api     awsapigatewayv2.CfnApi
	origin  *string
	lambdas map[string]awslambda.CfnFunction
	machine awsstepfunctions.CfnStateMachine
	bus     awsevents.CfnEventBus
}

// Build adds the stack to the app. code answers the folder that holds a
// function's bootstrap. It fails if a row cannot be expressed on AWS.
func Build(app constructs.Construct, set Settings, rows Rows, code func(name string) string) error {
	if err := set.valid(); err != nil {
		return err
	}
	h := &house{set: set, rows: rows, code: code, lambdas: map[string]awslambda.CfnFunction{}}
	h.stack = awscdk.NewStack(app, jsii.String(set.Name), &awscdk.StackProps{
		Description: jsii.String("Valetkey: credentials shared, lent and let in for a while"),
		Env:         &awscdk.Environment{Account: orNil(set.Account), Region: orNil(set.Region)},
	})
	h.addLogs()
	h.addTable()
	if err := h.addEnvelopeKey(); err != nil {
		return err
	}
	h.addMail()
	h.addLetters()
	h.addBus()
	h.addAPI()
	for _, f := range rows.functions() {
		if err := h.addFunction(f); err != nil {
			return fmt.Errorf("function %s: %w", f.name, err)
		}
	}
	for _, f := range rows.functions() {
		h.addDoor(f)
	}
	h.addMachine()
	h.addAlarms()
	h.addDashboard()
	return nil
}

// addLogs makes the one place where every function and the API log.
func (h *house) addLogs() {
	h.logs = awslogs.NewCfnLogGroup(h.stack, jsii.String("Logs"), &awslogs.CfnLogGroupProps{
		LogGroupName:    jsii.String("/" + h.set.Name),
		RetentionInDays: jsii.Number(90),
	})
}

func (h *house) output(name, what string, value *string) {
	awscdk.NewCfnOutput(h.stack, jsii.String(name), &awscdk.CfnOutputProps{Description: jsii.String(what), Value: value})
}

// kept makes a resource outlive the stack, and every replacement of itself.
func kept(r awscdk.CfnResource) {
	r.ApplyRemovalPolicy(awscdk.RemovalPolicy_RETAIN, &awscdk.RemovalPolicyOptions{ApplyToUpdateReplacePolicy: jsii.Bool(true)})
}

func orNil(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
