package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/api"
)

// permissions writes a role's statements one permission a line: the action, on
// what, and under which conditions. A condition it does not know is written as
// it stands, and so agrees with no expectation.
func permissions(list []map[string]any) []string {
	var out []string
	for _, s := range list {
		under := []string{""}
		if c, ok := s["Condition"].(map[string]any); ok {
			under = conditions(c)
		}
		for _, action := range texts(s["Action"]) {
			for _, on := range texts(s["Resource"]) {
				for _, c := range under {
					out = append(out, text(s["Effect"])+" "+action+" on "+on+c)
				}
			}
		}
	}
	return out
}

func conditions(c map[string]any) []string {
	rest := ""
	for operator, tests := range c {
		for key, value := range tests.(map[string]any) {
			switch operator + " " + key {
			case "ForAllValues:StringLike dynamodb:LeadingKeys":
			case "Null dynamodb:LeadingKeys":
				if text(value) != "false" {
					rest += " without keys"
				}
			case "StringEquals dynamodb:EnclosingOperation":
				rest += " in " + text(value)
			case "StringEquals kms:EncryptionContext:purpose":
				rest += " for " + text(value)
			default:
				rest += " if " + operator + " " + key + " " + text(value)
			}
		}
	}
	keys := at(c, "ForAllValues:StringLike", "dynamodb:LeadingKeys")
	if keys == nil {
		return []string{rest}
	}
	if at(c, "Null", "dynamodb:LeadingKeys") != "false" {
		rest += " or without keys"
	}
	var out []string
	for _, k := range texts(keys) {
		out = append(out, " of "+k+rest)
	}
	return out
}

// expected says what a row means for IAM, in this test's own words: nothing of
// grants is used, so that a mistake there shows.
func expected(f function) []string {
	out := []string{"Allow logs:CreateLogStream on ${Logs.Arn}", "Allow logs:PutLogEvents on ${Logs.Arn}"}
	add := func(action string, on string, parts []api.Partition, rest string) {
		for _, p := range parts {
			out = append(out, "Allow dynamodb:"+action+" on "+on+" of "+string(p)+"#*"+rest)
		}
	}
	add("GetItem", "${Table.Arn}", f.touch.Get, "")
	for _, p := range f.touch.Query {
		on := map[api.Partition]string{api.AtThing: "/index/by-thing", api.AtActor: "/index/by-actor"}[p]
		add("Query", "${Table.Arn}"+on, []api.Partition{p}, "")
	}
	for _, action := range []string{"PutItem", "UpdateItem", "DeleteItem"} {
		add(action, "${Table.Arn}", f.touch.Write, " in TransactWriteItems")
	}
	add("ConditionCheckItem", "${Table.Arn}", f.touch.Check, " in TransactWriteItems")
	for _, e := range f.touch.Envelope {
		out = append(out, "Allow "+map[api.Envelope]string{
			api.MakeKey:  "kms:GenerateDataKey on ${EnvelopeKey.Arn} for organization-key",
			api.OpenKey:  "kms:Decrypt on ${EnvelopeKey.Arn} for organization-key",
			api.SealLink: "kms:Encrypt on ${EnvelopeKey.Arn} for link",
			api.OpenLink: "kms:Decrypt on ${EnvelopeKey.Arn} for link",
			api.SealHook: "kms:Encrypt on ${EnvelopeKey.Arn} for webhook",
			api.OpenHook: "kms:Decrypt on ${EnvelopeKey.Arn} for webhook",
		}[e])
	}
	if f.touch.Mails {
		for _, action := range []string{"ses:SendEmail", "ses:SendRawEmail"} { // SendEmail with a letter of our own making needs both
			ses := "Allow " + action + " on arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:"
			out = append(out, ses+"identity/valetkey.example", ses+"configuration-set/Valetkey")
		}
	}
	if f.touch.Starts {
		out = append(out, "Allow states:StartExecution on arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:stateMachine:Valetkey-access-period")
	}
	if f.worker.Stream != "" {
		out = append(
			out,
			"Allow dynamodb:DescribeStream on ${Table.StreamArn}", "Allow dynamodb:GetRecords on ${Table.StreamArn}",
			"Allow dynamodb:GetShardIterator on ${Table.StreamArn}", "Allow dynamodb:ListStreams on ${Table.Arn}/stream/*",
			"Allow sqs:SendMessage on ${DeadLetters.Arn}",
		)
	}
	if f.touch.Tells {
		out = append(out, "Allow events:PutEvents on ${Bus.Arn}")
	}
	if f.worker.Bounces || f.worker.Hooks {
		out = append(out, "Allow sqs:SendMessage on ${DeadLetters.Arn}")
	}
	return out
}

func TestAFunctionMayDoWhatItsRowSaysAndNothingElse(t *testing.T) {
	for _, f := range Product().functions() {
		role := text(at(product().Resources[f.id()].Properties, "Role"))
		if role != "${"+f.id()+"Role.Arn}" {
			t.Errorf("%s runs as %s", f.name, role)
		}
		same(t, f.name, permissions(product().roleStatements(f.id()+"Role")), expected(f))
	}
}

func TestPermissionsComeFromRolesAlone(t *testing.T) {
	for id, r := range product().Resources {
		switch r.Type {
		case "AWS::IAM::Policy", "AWS::IAM::ManagedPolicy", "AWS::IAM::RolePolicy", "AWS::SQS::QueuePolicy", "AWS::Lambda::LayerVersionPermission":
			t.Errorf("%s is a %s", id, r.Type)
		case "AWS::IAM::Role":
			if r.Properties["ManagedPolicyArns"] != nil {
				t.Errorf("%s has managed policies", id)
			}
		case "AWS::DynamoDB::Table":
			if r.Properties["ResourcePolicy"] != nil {
				t.Errorf("%s has a policy of its own", id)
			}
		case "AWS::Lambda::Permission":
			if p := text(r.Properties["Principal"]); p != "events.amazonaws.com" || r.Properties["SourceArn"] == nil {
				t.Errorf("%s lets %s call", id, p)
			}
		}
	}
}

func TestOneRoleServesOneFunctionAndNobodyElse(t *testing.T) {
	for _, f := range Product().functions() {
		trusted := statements(product().Resources[f.id()+"Role"].Properties["AssumeRolePolicyDocument"])
		if len(trusted) != 1 || text(at(trusted[0], "Principal")) != `{"Service":"lambda.amazonaws.com"}` {
			t.Errorf("%s: its role trusts %v", f.name, trusted)
		}
	}
	if roles, functions := len(product().of("AWS::IAM::Role")), len(Product().functions()); roles != functions+2 {
		t.Errorf("%d roles for %d functions, the API and the state machine", roles, functions)
	}
}

var changing = []string{"dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:ConditionCheckItem"}

func TestNothingIsWrittenOutsideATransaction(t *testing.T) {
	reading := []string{
		"dynamodb:GetItem", "dynamodb:Query",
		"dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams",
	}
	found := 0
	for _, role := range product().of("AWS::IAM::Role") {
		for _, s := range product().roleStatements(role) {
			for _, action := range texts(s["Action"]) {
				switch {
				case slices.Contains(changing, action):
					found++
					if got := at(s, "Condition", "StringEquals", "dynamodb:EnclosingOperation"); got != "TransactWriteItems" {
						t.Errorf("%s may %s alone", role, action)
					}
				case strings.HasPrefix(action, "dynamodb:") && !slices.Contains(reading, action):
					t.Errorf("%s may %s", role, action)
				}
			}
		}
	}
	if found == 0 {
		t.Error("nobody may write anything: this test looks in the wrong place")
	}
}

// sessionWriters begin, keep and end sessions. A new one is a decision: add it
// here too.
var sessionWriters = []string{
	"account-close",
	"signup-confirm", "session-create", "session-keep", "session-end", "session-end-one", "session-end-all",
	"invitation-accept", "delegation-join", "reset-confirm", "password-change",
	"lock-set", "lock-unlock", "lock-close", "lock-change", "lock-recover", "lock-reset", "keys-replace", "left-take", // what a session has unlocked, beside it
}

func TestSessionsAreClosedToOthers(t *testing.T) {
	for _, f := range Product().functions() {
		r, route := api.Named(f.name)
		for _, p := range permissions(product().roleStatements(f.id() + "Role")) {
			if !strings.Contains(p, " of SESSION#") {
				continue
			}
			reads := strings.Contains(p, "GetItem") || strings.Contains(p, "ConditionCheckItem")
			writes := slices.Contains(sessionWriters, f.name)
			if !writes && (!reads || !route || !signedIn(r) && !r.Proxy) { // a gate looks whether the one is open that its cookie is of
				t.Errorf("%s has no business with sessions: %s", f.name, p)
			}
		}
	}
}

// launchers put a use on record that credential-fill opens.
var launchers = []string{"credential-launch", "vault-launch"}

func TestOrganizationKeysAreClosedToWhoeverCannotOpenOrMakeOne(t *testing.T) {
	for _, f := range Product().functions() {
		uses := slices.Contains(f.touch.Envelope, api.MakeKey) || slices.Contains(f.touch.Envelope, api.OpenKey)
		named := slices.ContainsFunc(permissions(product().roleStatements(f.id()+"Role")), func(p string) bool {
			return strings.Contains(p, " of KEY#")
		})
		if slices.Contains(launchers, f.name) { // they look whether the fill could open it, and have no key to open it with
			uses = true
		}
		if named != uses {
			t.Errorf("%s: names KEY# %v, uses the envelope's key for one %v", f.name, named, uses)
		}
	}
}

func TestNoWildcardReachesTheTableOrAKey(t *testing.T) {
	partition := regexp.MustCompile(` of [A-Z]+#\*( in TransactWriteItems)?$`)
	for _, role := range product().of("AWS::IAM::Role") {
		for _, p := range permissions(product().roleStatements(role)) {
			action, on, _ := strings.Cut(strings.TrimPrefix(p, "Allow "), " on ")
			if strings.Contains(action, "*") {
				t.Errorf("%s: %s", role, p)
			}
			if action == "dynamodb:ListStreams" || !strings.HasPrefix(action, "dynamodb:") && !strings.HasPrefix(action, "kms:") {
				continue // a list has no single stream
			}
			if strings.Contains(partition.ReplaceAllString(on, ""), "*") {
				t.Errorf("%s: %s", role, p)
			}
			if strings.HasPrefix(on, "${Table.Arn}") != partition.MatchString(on) {
				t.Errorf("%s: no partition: %s", role, p)
			}
		}
	}
}

func TestNothingComesFromTheCDKsGrants(t *testing.T) {
	ready := regexp.MustCompile(`\.Grant[A-Z(]|\.AddTo(Role|Principal|Resource)Policy|ManagedPolicy_`)
	files, err := filepath.Glob("*.go")
	must(err)
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		source, err := os.ReadFile(name)
		must(err)
		if found := ready.Find(source); found != nil {
			t.Errorf("%s calls %s: permissions come from the row", name, found)
		}
	}
}
