// Package grants turns a row of the route table into the exact IAM statements
// of its function's role.
//
// It is the only place that says what a row's Touch means in IAM's words. The
// stack writes the statements into roles, and the local gateway refuses by
// them, so that one machine refuses what AWS would refuse. It does not know
// CDK, accounts or ARNs, and nothing of what a role needs to run at all (logs,
// the stream, the dead-letter queue): that is the stack's.
package grants

import (
	"fmt"

	"github.com/valetkey/valetkey/shared/api"
)

// Resource is what a statement is about; the stack knows its ARN.
type Resource string

// What statements are about.
const (
	Table       Resource = "table"
	Index       Resource = "index" // the one named in Statement.Index
	EnvelopeKey Resource = "envelope-key"
	Mail        Resource = "mail"    // the mail identity and its configuration set
	Machine     Resource = "machine" // the state machine of access periods
	Bus         Resource = "bus"     // the event bus
)

// Enclosing is the only operation that may write: a change is kept whole or not
// at all, so no function may put, update or delete a single item by itself.
const Enclosing = "TransactWriteItems"

// The purposes that the envelope's key is bound to, in the encryption context
// under the name "purpose".
const (
	OrganizationKey = "organization-key"
	Link            = "link"
	Webhook         = "webhook"
)

// Statement allows Actions on one resource under all the conditions that are
// set. There are no denials, and no wildcard but the end of a leading key.
type Statement struct {
	Sid     string
	Actions []string
	On      Resource
	Index   string // the index's name, if On is Index

	// LeadingKeys are the partitions, like "SESSION#*"
	// (ForAllValues:StringLike on dynamodb:LeadingKeys). Every statement on the
	// table or an index has some.
	LeadingKeys []string
	// Enclosed: dynamodb:EnclosingOperation must be TransactWriteItems.
	Enclosed bool
	// Purpose is what kms:EncryptionContext:purpose must be. Every statement on
	// the envelope's key has one.
	Purpose string
}

// Of answers the statements of the function with that name: a route's, the
// console's or a worker's. The console touches nothing and has none. A name
// that no row has is an error, and so is a row that IAM cannot express.
func Of(name string) ([]Statement, error) {
	if r, found := api.Named(name); found {
		return named(name, r.Whole())
	}
	for _, w := range api.Workers {
		if w.Name == name {
			return named(name, w.Touch)
		}
	}
	return nil, fmt.Errorf("no route and no worker is named %q", name)
}

func named(name string, t api.Touch) ([]Statement, error) {
	s, err := From(t)
	if err != nil {
		return nil, fmt.Errorf("grants of %s: %w", name, err)
	}
	return s, nil
}

// From answers the statements for a Touch that is already whole (Route.Whole).
func From(t api.Touch) ([]Statement, error) {
	tableQuery, byIndex := apart(t.Query)
	for _, by := range [][]api.Partition{t.Get, t.Write, t.Check} {
		if _, indexed := apart(by); len(indexed) > 0 {
			return nil, fmt.Errorf("an index partition (%v) can only be queried", indexed)
		}
	}
	var out []Statement
	onTable := func(sid string, parts []api.Partition, enclosed bool, actions ...string) {
		if len(parts) > 0 {
			out = append(out, Statement{Sid: sid, Actions: actions, On: Table, LeadingKeys: patterns(parts), Enclosed: enclosed})
		}
	}
	onTable("Get", t.Get, false, "dynamodb:GetItem")
	onTable("Query", tableQuery, false, "dynamodb:Query")
	for _, p := range byIndex {
		out = append(out, Statement{
			Sid: indexes[p].sid, Actions: []string{"dynamodb:Query"},
			On: Index, Index: indexes[p].name, LeadingKeys: patterns([]api.Partition{p}),
		})
	}
	onTable("Write", t.Write, true, "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem")
	onTable("Check", t.Check, true, "dynamodb:ConditionCheckItem")
	for _, e := range t.Envelope {
		use, known := envelope[e]
		if !known {
			return nil, fmt.Errorf("unknown use of the envelope's key %q", e)
		}
		out = append(out, Statement{Sid: use.sid, Actions: []string{use.action}, On: EnvelopeKey, Purpose: use.purpose})
	}
	if t.Mails {
		out = append(out, Statement{Sid: "Mail", Actions: []string{"ses:SendEmail", "ses:SendRawEmail"}, On: Mail})
	}
	if t.Starts {
		out = append(out, Statement{Sid: "Start", Actions: []string{"states:StartExecution"}, On: Machine})
	}
	if t.Tells {
		out = append(out, Statement{Sid: "Tell", Actions: []string{"events:PutEvents"}, On: Bus})
	}
	return out, nil
}

// indexes says which partitions are an index's and not the table's.
var indexes = map[api.Partition]struct{ sid, name string }{
	api.AtThing: {"QueryByThing", "by-thing"},
	api.AtActor: {"QueryByActor", "by-actor"},
}

var envelope = map[api.Envelope]struct{ sid, action, purpose string }{
	api.MakeKey:  {"MakeKey", "kms:GenerateDataKey", OrganizationKey},
	api.OpenKey:  {"OpenKey", "kms:Decrypt", OrganizationKey},
	api.SealLink: {"SealLink", "kms:Encrypt", Link},
	api.OpenLink: {"OpenLink", "kms:Decrypt", Link},
	api.SealHook: {"SealHook", "kms:Encrypt", Webhook},
	api.OpenHook: {"OpenHook", "kms:Decrypt", Webhook},
}

// apart tells the table's partitions from the indexes'.
func apart(parts []api.Partition) (table, indexed []api.Partition) {
	for _, p := range parts {
		if _, found := indexes[p]; found {
			indexed = append(indexed, p)
		} else {
			table = append(table, p)
		}
	}
	return table, indexed
}

func patterns(parts []api.Partition) []string {
	out := make([]string, len(parts))
	for i, p := range parts {
		out[i] = string(p) + "#*"
	}
	return out
}
