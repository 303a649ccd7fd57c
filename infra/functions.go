package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3assets"
	"github.com/aws/jsii-runtime-go"

	"github.com/valetkey/valetkey/infra/grants"
)

// addFunction makes one function and its role: two resources.
func (h *house) addFunction(f function) error {
	if err := f.named(h.set); err != nil {
		return err
	}
	role, err := h.addRole(f)
	if err != nil {
		return err
	}
	code := awss3assets.NewAsset(h.stack, jsii.String(f.id()+"Code"), &awss3assets.AssetProps{Path: jsii.String(h.code(f.name))})
	h.lambdas[f.name] = awslambda.NewCfnFunction(h.stack, jsii.String(f.id()), &awslambda.CfnFunctionProps{
		FunctionName:                 jsii.String(h.functionName(f)),
		Description:                  jsii.String(f.summary),
		Runtime:                      jsii.String("provided.al2023"),
		Architectures:                jsii.Strings("arm64"),
		Handler:                      jsii.String("bootstrap"),
		MemorySize:                   jsii.Number(f.memory),
		Timeout:                      jsii.Number(f.timeout),
		Role:                         role.AttrArn(),
		Code:                         &awslambda.CfnFunction_CodeProperty{S3Bucket: code.S3BucketName(), S3Key: code.S3ObjectKey()},
		ReservedConcurrentExecutions: h.atOnce(f),
		Environment:                  &awslambda.CfnFunction_EnvironmentProperty{Variables: h.environment(f)},
		LoggingConfig:                &awslambda.CfnFunction_LoggingConfigProperty{LogFormat: jsii.String("JSON"), LogGroup: h.logs.Ref()},
	})
	return nil
}

// atOnce is how many of a function run at once, at most; nil for no bound. Only
// what posts to strangers has one: each may take five seconds, and without a bound
// they could use up the account's concurrency, and with it the product's.
func (h *house) atOnce(f function) *float64 {
	if !f.worker.Hooks || h.set.WebhooksAtOnce == 0 {
		return nil
	}
	return jsii.Number(h.set.WebhooksAtOnce)
}

// environment is all that a function is told; it has no other configuration.
func (h *house) environment(f function) map[string]*string {
	env := map[string]*string{"TABLE": h.table.Ref(), "ORIGIN": h.origin}
	if len(f.touch.Envelope) > 0 {
		env["ENVELOPE_KEY"] = h.key.AttrArn()
	}
	if f.touch.Mails {
		env["MAIL_FROM"] = jsii.String(h.set.MailFrom)
	}
	if f.touch.Starts {
		env["PERIOD_MACHINE"] = sub(h.machineARN())
	}
	if f.touch.Tells {
		env["BUS"] = h.bus.AttrName()
	}
	if f.worker.Hooks && h.set.WebhookNetworks != "" {
		env["WEBHOOK_NETWORKS"] = jsii.String(h.set.WebhookNetworks)
	}
	return env
}

// addRole makes a function's role: its row's statements, word for word, and
// what every function behind its door needs to run at all.
func (h *house) addRole(f function) (awsiam.CfnRole, error) {
	granted, err := grants.From(f.touch)
	if err != nil {
		return nil, err
	}
	statements := []any{document{
		"Sid": "Log", "Effect": "Allow", "Resource": h.logs.AttrArn(),
		"Action": []string{"logs:CreateLogStream", "logs:PutLogEvents"},
	}}
	if f.worker.Stream != "" {
		statements = append(statements, h.streamStatements()...)
	}
	if f.worker.Bounces || f.worker.Hooks {
		statements = append(statements, h.giveUp())
	}
	for _, g := range granted {
		s, err := h.statement(g)
		if err != nil {
			return nil, err
		}
		statements = append(statements, s)
	}
	return awsiam.NewCfnRole(h.stack, jsii.String(f.id()+"Role"), &awsiam.CfnRoleProps{
		RoleName:                 h.roleName(f),
		Description:              jsii.String("What " + f.name + " may touch"),
		AssumeRolePolicyDocument: trust("lambda.amazonaws.com"),
		Policies: []any{&awsiam.CfnRole_PolicyProperty{
			PolicyName: jsii.String("row"), PolicyDocument: policy(statements...),
		}},
	}), nil
}
