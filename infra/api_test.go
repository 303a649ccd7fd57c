package main

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/api"
)

// doors lists the body's operations: method and path to operation.
func doors(t *testing.T) map[string]map[string]any {
	t.Helper()
	out := map[string]map[string]any{}
	paths, _ := at(product().one(t, "AWS::ApiGatewayV2::Api"), "Body", "paths").(map[string]any)
	for path, methods := range paths {
		for method, operation := range methods.(map[string]any) {
			out[strings.ToUpper(method)+" "+path] = operation.(map[string]any)
		}
	}
	return out
}

const everythingElse = "X-AMAZON-APIGATEWAY-ANY-METHOD /$default"

func TestTheAPIHasTheRoutesOfTheTableAndTheConsole(t *testing.T) {
	want := []string{everythingElse}
	for _, r := range api.Routes {
		want = append(want, r.Method+" "+r.Path)
	}
	var got []string
	for door := range doors(t) {
		got = append(got, door)
	}
	same(t, "the API", got, want)
	if doors(t)[everythingElse]["isDefaultRoute"] != true {
		t.Error("the console is not the default route")
	}
}

func TestEveryRouteLeadsToTheFunctionOfItsName(t *testing.T) {
	byName := map[string]string{} // function name to resource
	for _, id := range product().of("AWS::Lambda::Function") {
		byName[text(product().Resources[id].Properties["FunctionName"])] = id
	}
	uri := regexp.MustCompile(`^arn:\$\{AWS::Partition\}:apigateway:\$\{AWS::Region\}:lambda:path/2015-03-31/functions/` +
		`arn:\$\{AWS::Partition\}:lambda:\$\{AWS::Region\}:\$\{AWS::AccountId\}:function:([A-Za-z0-9-]+)/invocations$`)
	for door, operation := range doors(t) {
		to := at(operation, "x-amazon-apigateway-integration")
		found := uri.FindStringSubmatch(text(at(to, "uri")))
		if found == nil {
			t.Errorf("%s leads to %s", door, text(at(to, "uri")))
			continue
		}
		if code := product().code(t, byName[found[1]]); code != operation["operationId"] {
			t.Errorf("%s (%v) leads to the code of %q", door, operation["operationId"], code)
		}
		if got := text(at(to, "credentials")); got != "${InvokeRole.Arn}" {
			t.Errorf("%s is called as %s", door, got)
		}
		if at(to, "payloadFormatVersion") != "2.0" || at(to, "type") != "aws_proxy" {
			t.Errorf("%s: %v", door, to)
		}
	}
	for _, r := range api.Routes {
		if got := doors(t)[r.Method+" "+r.Path]["operationId"]; got != r.Name {
			t.Errorf("%s %s leads to %v", r.Method, r.Path, got)
		}
	}
}

func TestTheAPICallsWhatItsDoorLeadsToAndNoWorker(t *testing.T) {
	got := permissions(product().roleStatements("InvokeRole"))
	const functions = "Allow lambda:InvokeFunction on arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:"
	same(t, "the invoke role", got, []string{functions + "Valetkey-api-*"})
	for _, f := range Product().functions() {
		name := text(product().Resources[f.id()].Properties["FunctionName"])
		if strings.HasPrefix(name, "Valetkey-api-") != (f.worker.Name == "") {
			t.Errorf("%s is named %s", f.name, name)
		}
	}
}

func TestSessionsAreTheFunctionsMatterAndTheGatewayAuthorizesNobody(t *testing.T) {
	if found := product().of("AWS::ApiGatewayV2::Authorizer"); len(found) > 0 {
		t.Errorf("authorizers: %v", found)
	}
	body, _ := at(product().one(t, "AWS::ApiGatewayV2::Api"), "Body").(map[string]any)
	if body["components"] != nil || body["security"] != nil || body["x-amazon-apigateway-cors"] != nil {
		t.Error("the body has more than paths")
	}
	for door, operation := range doors(t) {
		if operation["security"] != nil {
			t.Errorf("%s has security of the gateway's", door)
		}
	}
}

func TestEveryPathParameterIsDeclared(t *testing.T) {
	for door, operation := range doors(t) {
		var declared, used []string
		list, _ := operation["parameters"].([]any)
		for _, p := range list {
			declared = append(declared, text(at(p, "name")))
		}
		for _, found := range regexp.MustCompile(`\{(\w+)\}`).FindAllStringSubmatch(door, -1) {
			used = append(used, found[1])
		}
		same(t, door, declared, used)
	}
}

func TestTheAccessLogHasNoIdQueryOrBody(t *testing.T) {
	stage := product().one(t, "AWS::ApiGatewayV2::Stage")
	if got := text(at(stage, "AccessLogSettings", "DestinationArn")); got != "${Logs.Arn}" {
		t.Errorf("the access log goes to %s", got)
	}
	var line map[string]string
	must(json.Unmarshal([]byte(text(at(stage, "AccessLogSettings", "Format"))), &line))
	harmless := []string{
		"$context.identity.sourceIp", "$context.integrationErrorMessage", "$context.requestId", "$context.requestTimeEpoch",
		"$context.responseLatency", "$context.responseLength", "$context.routeKey", "$context.status",
	}
	for name, variable := range line {
		if !slices.Contains(harmless, variable) {
			t.Errorf("the access log has %s: %s", name, variable)
		}
	}
	if line["route"] == "" || line["status"] == "" || line["id"] == "" {
		t.Errorf("the access log does not say what happened: %v", line)
	}
}

func TestTheAPIIsThrottled(t *testing.T) {
	limits := at(product().one(t, "AWS::ApiGatewayV2::Stage"), "DefaultRouteSettings")
	if at(limits, "ThrottlingRateLimit") == nil || at(limits, "ThrottlingBurstLimit") == nil {
		t.Errorf("limits: %v", limits)
	}
}

func TestWithACertificateTheProductAnswersAtItsDomainOnly(t *testing.T) {
	set := testSettings
	set.Certificate = "arn:aws:acm:eu-central-1:111122223333:certificate/1"
	own := synthesized(set, Rows{Routes: api.Routes[:1], Console: api.Console, Workers: api.Workers})
	if got := text(at(own.Resources["Console"].Properties, "Environment", "Variables", "ORIGIN")); got != "https://valetkey.example" {
		t.Errorf("ORIGIN is %s", got)
	}
	if at(own.one(t, "AWS::ApiGatewayV2::Api"), "Body", "x-amazon-apigateway-endpoint-configuration", "disableExecuteApiEndpoint") != true {
		t.Error("Amazon's address answers too")
	}
	if text(own.one(t, "AWS::ApiGatewayV2::ApiMapping")["ApiId"]) != "${Api}" {
		t.Error("the domain does not lead to the API")
	}
}
