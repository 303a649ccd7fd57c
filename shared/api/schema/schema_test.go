package schema_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/api/schema"
)

const marked = "Zq9marked"

func TestEveryIDIsHeldAgainstThePatternOfItsKind(t *testing.T) {
	reg := schema.NewRegistry()
	for _, tt := range []struct {
		message any
		body    string
		wrong   []string
	}{
		{api.GroupCreate{}, `{"name":"a","members":["person_01J00000000000000000000000"]}`, nil},
		{api.GroupCreate{}, `{"name":"a","members":["org_01J00000000000000000000000"]}`, []string{"body.members[0]"}},
		{api.GroupCreate{}, `{"name":"a","members":["person_01J00000000000000000000000","` + marked + `"]}`, []string{"body.members[1]"}},
		{api.GroupCreate{}, `{"name":"a","members":[null]}`, []string{"body.members[0]"}},
		{api.GroupCreate{}, `{"name":"a","members":null}`, []string{"body.members"}},
		{api.NoticesSeen{}, `{"notices":[]}`, []string{"body.notices"}},
		{api.ResourceAssign{}, `{"group":"` + marked + `","member":"` + marked + `","mode":"` + marked + `"}`, []string{"body.group", "body.member", "body.mode"}},
		{api.ResourceAssign{}, `{"group":null,"mode":null}`, []string{"body.group", "body.mode"}},
		{api.MemberInvite{}, `{"email":"a@b.example","role":"owner"}`, []string{"body.role"}},
		{api.MemberInvite{}, `{"email":"` + marked + `","role":"user"}`, []string{"body.email"}},
		{api.CredentialCreate{}, `{"name":"a","belongsTo":"me","allowAdminAccess":"` + marked + `"}`, []string{"body.allowAdminAccess"}},
	} {
		typ := reflect.TypeOf(tt.message)
		var value any
		if err := json.Unmarshal([]byte(tt.body), &value); err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, w := range reg.Check(reg.Body(typ), "body", value) {
			got = append(got, w.Name)
			if w.Reason == "" || strings.Contains(w.Reason, marked) {
				t.Errorf("%s: %+v", tt.body, w)
			}
		}
		slices.Sort(got)
		if !slices.Equal(got, tt.wrong) {
			t.Errorf("%s: wrong are %v, want %v", tt.body, got, tt.wrong)
		}
	}
}

func TestAMessageWithOnlyAnAddressHasNoBody(t *testing.T) {
	reg := schema.NewRegistry()
	for message, want := range map[any]bool{
		api.Empty{}: false, api.CredentialUse{}: false, api.MemberList{}: false, api.NoticeList{}: false, api.DelegationDeny{}: true, api.LinkLook{}: true,
	} {
		typ := reflect.TypeOf(message)
		if schema.HasBody(typ) != want || (reg.Body(typ) != nil) != want {
			t.Errorf("%s has a body: %v", typ.Name(), !want)
		}
	}
}

func TestParametersAreThoseOfTheAddressAndTheQuery(t *testing.T) {
	var got []string
	for _, p := range schema.NewRegistry().Parameters(reflect.TypeFor[api.DelegationActivity]()) {
		got = append(got, p.In+"."+p.Name)
		if p.In == "path" && p.Schema.Pattern == "" {
			t.Errorf("%s takes any text", p.Name)
		}
	}
	slices.Sort(got)
	if want := []string{"path.delegation", "path.organization", "query.after", "query.limit", "query.person"}; !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
}

// What stands in an address is an id of its kind, one of a few words, a number
// between bounds, or a text that is not too long; and what may be left out of it
// needs no word for nothing.
func TestNoParameterTakesJustAnything(t *testing.T) {
	reg := schema.NewRegistry()
	ids, words := 0, 0
	for _, r := range api.Routes {
		for _, p := range reg.Parameters(r.In) {
			s, where := p.Schema, r.Name+" "+p.In+"."+p.Name
			_, isID := reflect.Zero(p.Type).Interface().(interface{ Prefix() string })
			switch {
			case isID:
				if ids++; s.Pattern == "" || s.Default != nil {
					t.Errorf("%s takes any text for an id", where)
				}
			case len(s.Enum) > 0:
				if words++; s.Default == nil || !slices.Contains(s.Enum, s.Default) {
					t.Errorf("%s is one of %v, and %v when left out", where, s.Enum, s.Default)
				}
			case p.Type.Kind() == reflect.Int:
				if s.Minimum == nil || s.Maximum == nil || (s.Default == nil) != (p.In == "path") {
					t.Errorf("%s is any number", where)
				}
			default:
				most := 1000
				if p.In == "header" {
					most = 8000 // API Gateway takes no more than 10 KB of them all
				}
				if s.MaxLength == nil || *s.MaxLength > most {
					t.Errorf("%s is a text of any length", where)
				}
			}
			if p.In == "path" && !isID && p.Type.Kind() != reflect.Int {
				t.Errorf("%s is neither an id nor a number", where)
			}
		}
	}
	if ids < 50 || words < 2 {
		t.Errorf("only %d ids and %d words: the test sees too little", ids, words)
	}
}

func TestTheParametersOfASearchAreHeldAgainstTheirShape(t *testing.T) {
	reg := schema.NewRegistry()
	good := map[string][]string{
		"person": {"person_01J00000000000000000000000"}, "thing": {"res_01J00000000000000000000000", "x"}, "action": {"credential.", "credential.revealed"},
		"from": {"2026-03-02T09:00:00Z"}, "to": {"x"}, "format": {"csv", "jsonl"}, "after": {"", "x"},
	}
	bad := map[string][]string{
		"person": {"", "org_01J00000000000000000000000", "person_01j00000000000000000000000"}, "thing": {"", strings.Repeat("x", 61)},
		"action": {"", ".", "credential", "credential.*", "a.b.c", "A.b"}, "from": {"", strings.Repeat("0", 41)}, "format": {"", "CSV", "xlsx"},
	}
	for _, p := range reg.Parameters(reflect.TypeFor[api.AuditExport]()) {
		for _, v := range good[p.Name] {
			if wrong := reg.Check(p.Schema, p.Name, v); len(wrong) != 0 {
				t.Errorf("%s=%q: %v", p.Name, v, wrong)
			}
		}
		for _, v := range bad[p.Name] {
			if wrong := reg.Check(p.Schema, p.Name, v); len(wrong) == 0 {
				t.Errorf("%s=%q is taken", p.Name, v)
			}
		}
	}
}
