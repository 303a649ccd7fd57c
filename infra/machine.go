package main

import (
	_ "embed"

	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsstepfunctions"
	"github.com/aws/jsii-runtime-go"
)

// periodMachine is the state machine of access periods, in JSONPath. One machine
// runs the same file (infra/local/machine).
//
//go:embed access-period.asl.json
var periodMachine string

// addMachine makes the state machine of access periods. It may call one function
// and write its log, and nothing else; it says when, never whether.
func (h *house) addMachine() {
	wake := h.woken()
	if wake == nil {
		return // rows of a test that have nobody to wake
	}
	role := awsiam.NewCfnRole(h.stack, jsii.String("PeriodMachineRole"), &awsiam.CfnRoleProps{
		Description:              jsii.String("What the state machine of access periods may touch"),
		AssumeRolePolicyDocument: trust("states.amazonaws.com"),
		Policies: []any{&awsiam.CfnRole_PolicyProperty{PolicyName: jsii.String("machine"), PolicyDocument: policy(
			document{"Sid": "Wake", "Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": wake},
			document{
				// Where a log goes is no resource to IAM: these take no narrower one.
				"Sid": "Log", "Effect": "Allow", "Resource": "*",
				"Action": []string{
					"logs:CreateLogDelivery", "logs:GetLogDelivery", "logs:UpdateLogDelivery", "logs:DeleteLogDelivery", "logs:ListLogDeliveries",
					"logs:PutResourcePolicy", "logs:DescribeResourcePolicies", "logs:DescribeLogGroups",
				},
			},
		)}},
	})
	h.machine = awsstepfunctions.NewCfnStateMachine(h.stack, jsii.String("PeriodMachine"), &awsstepfunctions.CfnStateMachineProps{
		StateMachineName: jsii.String(h.machineName()), StateMachineType: jsii.String("STANDARD"), RoleArn: role.AttrArn(),
		DefinitionString: jsii.String(periodMachine), DefinitionSubstitutions: map[string]*string{"PeriodWake": wake},
		LoggingConfiguration: &awsstepfunctions.CfnStateMachine_LoggingConfigurationProperty{
			Level: jsii.String("ERROR"), IncludeExecutionData: jsii.Bool(false),
			Destinations: []any{&awsstepfunctions.CfnStateMachine_LogDestinationProperty{
				CloudWatchLogsLogGroup: &awsstepfunctions.CfnStateMachine_CloudWatchLogsLogGroupProperty{LogGroupArn: h.logs.AttrArn()},
			}},
		},
	})
}

// woken is the ARN of the function that the machine calls; nil if no row is.
func (h *house) woken() *string {
	for _, f := range h.rows.functions() {
		if f.worker.Machine {
			return h.lambdas[f.name].AttrArn()
		}
	}
	return nil
}

// machineAlarms ring for an execution that did not come to its end. Access ended
// all the same, and due-sweep writes it down; but nobody waits for an execution,
// so nobody else would notice.
func (h *house) machineAlarms() []alarm {
	if h.machine == nil {
		return nil
	}
	var out []alarm
	for _, end := range [][2]string{{"ExecutionsFailed", "failed"}, {"ExecutionsTimedOut", "ran out of time"}, {"ExecutionsAborted", "was stopped by somebody"}} {
		out = append(out, alarm{
			id: "Period" + end[0], says: "The workflow of an access period " + end[1] + ". Access ended all the same; what it did not tell, due-sweep does.",
			namespace: "AWS/States", metric: end[0], of: map[string]*string{"StateMachineArn": h.machine.Ref()}, statistic: "Sum", at: 1, periods: 1,
		})
	}
	return out
}
