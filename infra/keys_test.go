package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/api"
)

const root = "arn:${AWS::Partition}:iam::${AWS::AccountId}:root"

var crypt = []string{"Encrypt", "Decrypt", "ReEncrypt", "GenerateDataKey", "GenerateMac", "Sign", "CreateGrant", "DeriveSharedSecret", "*"}

// opens reports whether an action of a key gives anything but its administration.
func opens(action string) bool {
	return slices.ContainsFunc(crypt, func(c string) bool { return strings.Contains(action, c) })
}

func keyStatements(id string) []map[string]any {
	return statements(product().Resources[id].Properties["KeyPolicy"])
}

func TestTheAccountOnlyAdministersTheKeys(t *testing.T) {
	for _, id := range product().of("AWS::KMS::Key") {
		free := 0
		for _, s := range keyStatements(id) {
			if s["Condition"] != nil {
				continue
			}
			free++
			if got := text(at(s, "Principal", "AWS")); got != root {
				t.Errorf("%s: %s without a condition", id, got)
			}
			for _, action := range texts(s["Action"]) {
				if opens(action) {
					t.Errorf("%s: the account may %s", id, action)
				}
			}
			if !slices.Contains(texts(s["Action"]), "kms:PutKeyPolicy") {
				t.Errorf("%s: nobody could ever change its policy", id)
			}
		}
		if free != 1 {
			t.Errorf("%s: %d statements without a condition", id, free)
		}
	}
}

func TestTheEnvelopesKeyIsForTheRolesOfItsRows(t *testing.T) {
	want := map[api.Envelope][]string{}
	for _, f := range Product().functions() {
		for _, use := range f.touch.Envelope {
			want[use] = append(want[use], "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/Valetkey-${AWS::Region}-"+f.name)
		}
	}
	means := map[string]api.Envelope{
		"kms:GenerateDataKey organization-key": api.MakeKey, "kms:Decrypt organization-key": api.OpenKey,
		"kms:Encrypt link": api.SealLink, "kms:Decrypt link": api.OpenLink,
		"kms:Encrypt webhook": api.SealHook, "kms:Decrypt webhook": api.OpenHook,
	}
	for _, s := range keyStatements("EnvelopeKey") {
		c, conditioned := s["Condition"].(map[string]any)
		if !conditioned {
			continue // the account's
		}
		use, known := means[strings.Join(texts(s["Action"]), ",")+" "+text(at(c, "StringEquals", "kms:EncryptionContext:purpose"))]
		if !known || len(c) != 2 {
			t.Errorf("a statement no row has: %v", s)
			continue
		}
		same(t, string(use), texts(at(c, "ArnEquals", "aws:PrincipalArn")), want[use])
		delete(want, use)
	}
	if len(want) > 0 {
		t.Errorf("uses that the key does not know: %v", want)
	}
}

func TestTheRolesTheKeyNamesAreThere(t *testing.T) {
	var names []string
	for _, id := range product().of("AWS::IAM::Role") {
		names = append(names, text(product().Resources[id].Properties["RoleName"]))
	}
	for _, s := range keyStatements("EnvelopeKey") {
		for _, arn := range texts(at(s, "Condition", "ArnEquals", "aws:PrincipalArn")) {
			if arn == "" {
				continue
			}
			if _, name, _ := strings.Cut(arn, ":role/"); !slices.Contains(names, name) {
				t.Errorf("no role is named %s", name)
			}
		}
	}
}

func TestTheTablesKeyWorksThroughTheTableAlone(t *testing.T) {
	for _, s := range keyStatements("TableKey") {
		if s["Condition"] == nil {
			continue // the account's
		}
		where := at(s, "Condition", "StringEquals")
		if via := text(at(where, "kms:ViaService")); via != "dynamodb.${AWS::Region}.${AWS::URLSuffix}" {
			t.Errorf("via %s", via)
		}
		if who := text(at(where, "kms:CallerAccount")); who != "${AWS::AccountId}" {
			t.Errorf("from %s", who)
		}
	}
	for _, role := range product().of("AWS::IAM::Role") {
		for _, p := range permissions(product().roleStatements(role)) {
			if strings.Contains(p, "TableKey") {
				t.Errorf("%s: %s", role, p)
			}
		}
	}
}

func TestKeysAndTableOutliveTheStack(t *testing.T) {
	for id, r := range product().Resources {
		if r.Type != "AWS::KMS::Key" && r.Type != "AWS::DynamoDB::Table" {
			continue
		}
		if r.DeletionPolicy != "Retain" {
			t.Errorf("%s would be deleted with the stack", id)
		}
		if r.Type == "AWS::KMS::Key" && r.Properties["EnableKeyRotation"] != true {
			t.Errorf("%s is never rotated", id)
		}
	}
}
