package main

import (
	"encoding/json"
	"regexp"
	"strings"

	"github.com/aws/aws-cdk-go/awscdk/v2/awsapigatewayv2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/jsii-runtime-go"

	"github.com/valetkey/valetkey/shared/api"
)

// addAPI makes the HTTP door: one API from one imported body, one stage, and
// one role by which it calls the functions. A route costs no resource of its
// own. There is no authorizer: a session is opaque, and each function looks at
// it together with its facts, in one snapshot.
func (h *house) addAPI() {
	invoke := h.addInvokeRole()
	h.api = awsapigatewayv2.NewCfnApi(h.stack, jsii.String("Api"), &awsapigatewayv2.CfnApiProps{
		Body: h.body(invoke.AttrArn()),
	})
	stage := awsapigatewayv2.NewCfnStage(h.stack, jsii.String("Stage"), &awsapigatewayv2.CfnStageProps{
		ApiId:      h.api.Ref(),
		StageName:  jsii.String("$default"),
		AutoDeploy: jsii.Bool(true),
		// For the whole product. A lower one for single routes would let a stranger
		// who hammers sign-in lock everybody out of it; the functions count attempts.
		DefaultRouteSettings: &awsapigatewayv2.CfnStage_RouteSettingsProperty{
			ThrottlingRateLimit: jsii.Number(200), ThrottlingBurstLimit: jsii.Number(400),
		},
		AccessLogSettings: &awsapigatewayv2.CfnStage_AccessLogSettingsProperty{
			DestinationArn: h.logs.AttrArn(), Format: jsii.String(accessLog()),
		},
	})
	h.origin = h.api.AttrApiEndpoint()
	if h.set.Certificate != "" {
		h.addDomain(stage)
	}
	h.output("Address", "Where the product answers", h.origin)
}

// addInvokeRole makes the role the API calls with, in place of a permission on
// every function. It may call what its door leads to, by the beginning of the
// name: a hundred ARNs would not fit into a role.
func (h *house) addInvokeRole() awsiam.CfnRole {
	return awsiam.NewCfnRole(h.stack, jsii.String("InvokeRole"), &awsiam.CfnRoleProps{
		Description:              jsii.String("Calls the functions behind the API's routes"),
		AssumeRolePolicyDocument: trust("apigateway.amazonaws.com"),
		Policies: []any{&awsiam.CfnRole_PolicyProperty{
			PolicyName: jsii.String("invoke"),
			PolicyDocument: policy(document{
				"Effect": "Allow", "Action": "lambda:InvokeFunction",
				"Resource": sub(functionARN(h.set.Name + "-" + doorAPI + "-*")),
			}),
		}},
	})
}

// body is an OpenAPI document for API Gateway's eyes only: version 3.0, paths
// and integrations, and what makes these valid. The document for people is
// made in shared/api.
func (h *house) body(credentials *string) document {
	paths := document{}
	for _, r := range h.rows.Routes {
		at, ok := paths[r.Path].(document)
		if !ok {
			at = document{}
			paths[r.Path] = at
		}
		at[strings.ToLower(r.Method)] = h.operation(r, credentials)
	}
	rest := h.operation(h.rows.Console, credentials)
	rest["isDefaultRoute"] = true
	paths["/$default"] = document{"x-amazon-apigateway-any-method": rest}
	return document{
		"openapi": "3.0.1",
		"info":    document{"title": h.set.Name, "version": "1"},
		"paths":   paths,
		// With an address of our own, Amazon's would be a second origin.
		"x-amazon-apigateway-endpoint-configuration": document{"disableExecuteApiEndpoint": h.set.Certificate != ""},
	}
}

var parameter = regexp.MustCompile(`\{([^}]+)\}`)

func (h *house) operation(r api.Route, credentials *string) document {
	name := h.functionName(function{name: r.Name, door: doorAPI})
	out := document{
		"operationId": r.Name,
		"responses":   document{"default": document{"description": "what the function answers"}},
		"x-amazon-apigateway-integration": document{
			"type": "aws_proxy", "httpMethod": "POST", "payloadFormatVersion": "2.0", "credentials": credentials,
			"uri": sub("arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/" + functionARN(name) + "/invocations"),
		},
	}
	var parameters []any
	for _, found := range parameter.FindAllStringSubmatch(r.Path, -1) {
		parameters = append(parameters, document{
			"name": found[1], "in": "path", "required": true, "schema": document{"type": "string"},
		})
	}
	if len(parameters) > 0 {
		out["parameters"] = parameters
	}
	return out
}

// accessLog is one line of the access log: which route and how it went, never
// an id, a query or a body.
func accessLog() string {
	line, _ := json.Marshal(map[string]string{ // strings always marshal
		"at":     "$context.requestTimeEpoch",
		"bytes":  "$context.responseLength",
		"from":   "$context.identity.sourceIp",
		"ms":     "$context.responseLatency",
		"id":     "$context.requestId",
		"route":  "$context.routeKey",
		"status": "$context.status",
		"fault":  "$context.integrationErrorMessage",
	})
	return string(line)
}

// addDomain gives the product its own address. The DNS record is its owner's to
// make: the zone may be anywhere.
func (h *house) addDomain(stage awsapigatewayv2.CfnStage) {
	name := awsapigatewayv2.NewCfnDomainName(h.stack, jsii.String("Domain"), &awsapigatewayv2.CfnDomainNameProps{
		DomainName: jsii.String(h.set.Domain),
		DomainNameConfigurations: []any{&awsapigatewayv2.CfnDomainName_DomainNameConfigurationProperty{
			CertificateArn: jsii.String(h.set.Certificate), EndpointType: jsii.String("REGIONAL"), SecurityPolicy: jsii.String("TLS_1_2"),
		}},
	})
	awsapigatewayv2.NewCfnApiMapping(h.stack, jsii.String("DomainMapping"), &awsapigatewayv2.CfnApiMappingProps{
		ApiId: h.api.Ref(), DomainName: name.Ref(), Stage: stage.Ref(),
	})
	h.origin = jsii.String("https://" + h.set.Domain)
	h.output("DomainTarget", "Where the DNS record of "+h.set.Domain+" must point", name.AttrRegionalDomainName())
}
