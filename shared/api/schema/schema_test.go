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
	if want := []string{"path.delegation", "path.organization", "query.after", "query.limit"}; !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
}
