package main

import (
	"fmt"
	"slices"

	"github.com/aws/aws-cdk-go/awscdk/v2/awskms"
	"github.com/aws/jsii-runtime-go"

	"github.com/valetkey/valetkey/infra/grants"
)

// The account may administer a key, and nothing more: it cannot encrypt or
// decrypt with one, nor hand that out as a KMS grant. Whoever may write key
// policies can still give themselves more; that is on record in CloudTrail, and
// the README says it.
var administration = []string{
	"kms:CancelKeyDeletion", "kms:DescribeKey", "kms:DisableKey", "kms:DisableKeyRotation", "kms:EnableKey",
	"kms:EnableKeyRotation", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListGrants", "kms:ListKeyPolicies",
	"kms:ListKeyRotations", "kms:ListResourceTags", "kms:PutKeyPolicy", "kms:RevokeGrant", "kms:RotateKeyOnDemand",
	"kms:ScheduleKeyDeletion", "kms:TagResource", "kms:UntagResource", "kms:UpdateKeyDescription",
}

// account is the account as a principal: whoever IAM in it allows.
func account() document {
	return document{"AWS": sub("arn:${AWS::Partition}:iam::${AWS::AccountId}:root")}
}

func administer() document {
	return document{
		"Sid": "Administer", "Effect": "Allow", "Principal": account(),
		"Action": administration, "Resource": "*", // in a key's policy: this key
	}
}

// addTableKey makes the key that the table is encrypted under. DynamoDB uses it
// in the name of whoever may use the table, and only so (kms:ViaService): no
// role holds a permission on this key, and nobody can use it by themselves.
func (h *house) addTableKey() awskms.CfnKey {
	return h.addKey("TableKey", "Encrypts the table at rest", document{
		"Sid": "ThroughTheTable", "Effect": "Allow", "Principal": document{"AWS": "*"},
		"Action": []string{
			"kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey",
			"kms:GenerateDataKeyWithoutPlaintext", "kms:ReEncryptFrom", "kms:ReEncryptTo",
		},
		"Resource": "*",
		"Condition": document{"StringEquals": document{
			"kms:CallerAccount": sub("${AWS::AccountId}"),
			"kms:ViaService":    sub("dynamodb.${AWS::Region}.${AWS::URLSuffix}"),
		}},
	})
}

// addEnvelopeKey makes the outer lock of the organizations' keys and of mailed
// links.
//
// Using it takes two permissions: the role's (from its row) and this policy's.
// The policy names the account as principal, which for KMS means "if IAM says so
// too", under the condition that the caller is one of the roles whose rows have
// that use, for that purpose. So a new, generous IAM policy somewhere in the
// account opens nothing. The roles are named, not referred to: a role refers to
// the key, and CloudFormation cannot make two things that need each other first.
func (h *house) addEnvelopeKey() error {
	uses := map[string]document{}
	roles := map[string][]any{}
	var order []string
	for _, f := range h.rows.functions() {
		granted, err := grants.From(f.touch)
		if err != nil {
			return fmt.Errorf("function %s: %w", f.name, err)
		}
		for _, g := range granted {
			if g.On != grants.EnvelopeKey {
				continue
			}
			if !slices.Contains(order, g.Sid) {
				order = append(order, g.Sid)
				uses[g.Sid] = document{"Sid": g.Sid, "Effect": "Allow", "Principal": account(), "Action": g.Actions, "Resource": "*"}
			}
			roles[g.Sid] = append(roles[g.Sid], h.roleARN(f))
			where := condition(g)
			where["ArnEquals"] = document{"aws:PrincipalArn": roles[g.Sid]}
			uses[g.Sid]["Condition"] = where
		}
	}
	statements := make([]any, len(order))
	for i, sid := range order {
		statements[i] = uses[sid]
	}
	h.key = h.addKey("EnvelopeKey", "Seals the organizations' keys and mailed links", statements...)
	return nil
}

func (h *house) addKey(id, what string, statements ...any) awskms.CfnKey {
	key := awskms.NewCfnKey(h.stack, jsii.String(id), &awskms.CfnKeyProps{
		Description:         jsii.String(h.set.Name + ": " + what),
		EnableKeyRotation:   jsii.Bool(true),
		PendingWindowInDays: jsii.Number(30),
		KeyPolicy:           policy(append([]any{administer()}, statements...)...),
	})
	kept(key)
	return key
}
