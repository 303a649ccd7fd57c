package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"
)

// Functions, roles and the state machine have names of our own making, because
// three things name them before they exist: the API's body (a function needs the
// API's address and the API a function's), the envelope key's policy (a role
// needs the key's ARN and the key a role's), and whoever starts the machine (a
// function needs its ARN and it a function's). CloudFormation cannot resolve such a circle;
// a name that is known beforehand is not one.

// functionName is unique in a region: Valetkey-api-credential-reveal.
func (h *house) functionName(f function) string { return h.set.Name + "-" + f.door + "-" + f.name }

// roleName is unique in an account, in all its regions.
func (h *house) roleName(f function) *string {
	return sub(h.set.Name + "-${AWS::Region}-" + f.name)
}

func (h *house) roleARN(f function) *string {
	return sub("arn:${AWS::Partition}:iam::${AWS::AccountId}:role/" + h.set.Name + "-${AWS::Region}-" + f.name)
}

func functionARN(name string) string {
	return "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:" + name
}

// machineName is unique in a region.
func (h *house) machineName() string { return h.set.Name + "-access-period" }

func (h *house) machineARN() string {
	return "arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:stateMachine:" + h.machineName()
}

// sub fills in ${AWS::Region} and the like at deployment.
func sub(text string) *string { return awscdk.Fn_Sub(jsii.String(text), nil) }
