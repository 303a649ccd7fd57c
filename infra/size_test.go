package main

import (
	"encoding/json"
	"regexp"
	"slices"
	"testing"
)

func TestAHundredRoutesAreUnder400Resources(t *testing.T) {
	if n := len(hundred().of("AWS::Lambda::Function")); n < 100 {
		t.Fatalf("only %d functions", n)
	}
	n := len(hundred().Resources)
	t.Logf("%d resources now, %d with 100 routes", len(product().Resources), n)
	if n >= 400 {
		t.Errorf("%d resources", n)
	}
	if hundred().bytes >= 1_000_000 {
		t.Errorf("a template of %d bytes: CloudFormation takes 1 MB", hundred().bytes)
	}
}

// IAM counts a role's inline policies without white space, and KMS a key's.
func TestPoliciesFitIntoTheirLimits(t *testing.T) {
	for id, r := range hundred().Resources {
		limit, document := 10_240, r.Properties["Policies"]
		if r.Type == "AWS::KMS::Key" {
			limit, document = 32_768, r.Properties["KeyPolicy"]
		}
		raw, err := json.Marshal(document)
		must(err)
		if len(raw) > limit {
			t.Errorf("%s: a policy of %d characters", id, len(raw))
		}
	}
}

var reference = regexp.MustCompile(`\$\{([A-Za-z0-9]+)(\.[A-Za-z0-9.]+)?\}`)

// needs lists the resources that a resource cannot be made without.
func (t *template) needs(v any, into *[]string) {
	switch v := v.(type) {
	case map[string]any:
		for _, m := range reference.FindAllStringSubmatch(text(v), -1) {
			*into = append(*into, m[1])
		}
		for _, e := range v {
			t.needs(e, into)
		}
	case []any:
		for _, e := range v {
			t.needs(e, into)
		}
	}
}

func TestNothingNeedsItselfToBeMadeFirst(t *testing.T) {
	needs := map[string][]string{}
	for id, r := range product().Resources {
		var list []string
		product().needs(map[string]any{"p": r.Properties}, &list)
		if r.DependsOn != nil {
			list = append(list, texts(r.DependsOn)...)
		}
		for _, n := range list {
			if _, found := product().Resources[n]; !found {
				t.Errorf("%s refers to %s, which is not there", id, n)
			}
		}
		needs[id] = list
	}
	var visit func(id string, path []string)
	done := map[string]bool{}
	visit = func(id string, path []string) {
		if slices.Contains(path, id) {
			t.Fatalf("a circle: %v", append(path, id))
		}
		if done[id] {
			return
		}
		for _, n := range needs[id] {
			visit(n, append(slices.Clone(path), id))
		}
		done[id] = true
	}
	for id := range needs {
		visit(id, nil)
	}
	if !slices.Contains(needs["CredentialRevealRole"], "EnvelopeKey") || !slices.Contains(needs["CredentialReveal"], "Api") {
		t.Error("references are not seen: this test looks in the wrong place")
	}
}
