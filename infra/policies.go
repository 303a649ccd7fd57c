package main

import (
	"fmt"

	"github.com/valetkey/valetkey/infra/grants"
)

// document is a part of an IAM policy, as IAM writes it.
type document = map[string]any

func policy(statements ...any) document {
	return document{"Version": "2012-10-17", "Statement": statements}
}

// trust lets one AWS service take a role.
func trust(service string) document {
	return policy(document{
		"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": document{"Service": service},
	})
}

// statement writes one of a row's grants.
func (h *house) statement(s grants.Statement) (document, error) {
	on, err := h.arns(s)
	if err != nil {
		return nil, err
	}
	out := document{"Sid": s.Sid, "Effect": "Allow", "Action": s.Actions, "Resource": on}
	if c := condition(s); len(c) > 0 {
		out["Condition"] = c
	}
	return out, nil
}

func (h *house) arns(s grants.Statement) ([]any, error) {
	switch s.On {
	case grants.Table:
		return []any{h.table.AttrArn()}, nil
	case grants.Index:
		return []any{*h.table.AttrArn() + "/index/" + s.Index}, nil
	case grants.EnvelopeKey:
		return []any{h.key.AttrArn()}, nil
	case grants.Mail:
		// A mail goes out through its identity and a configuration set; SES asks
		// for both.
		const ses = "arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:"
		return []any{sub(ses + "identity/" + h.set.Domain), sub(ses + "configuration-set/" + h.set.Name)}, nil
	}
	if s.On == grants.Machine {
		return []any{sub(h.machineARN())}, nil
	}
	if s.On == grants.Bus {
		return []any{h.bus.AttrArn()}, nil
	}
	return nil, fmt.Errorf("a grant on %q, which the stack has not", s.On)
}

func condition(s grants.Statement) document {
	out, equals := document{}, document{}
	if len(s.LeadingKeys) > 0 {
		out["ForAllValues:StringLike"] = document{"dynamodb:LeadingKeys": s.LeadingKeys}
		// "For all values" is also true of none. DynamoDB names the keys with each
		// of these actions; should one ever come without, it is refused.
		out["Null"] = document{"dynamodb:LeadingKeys": "false"}
	}
	if s.Enclosed {
		equals["dynamodb:EnclosingOperation"] = grants.Enclosing
	}
	if s.Purpose != "" {
		equals["kms:EncryptionContext:purpose"] = s.Purpose
	}
	if len(equals) > 0 {
		out["StringEquals"] = equals
	}
	return out
}
