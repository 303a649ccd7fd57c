package lambdahttp

import (
	"context"
	"encoding/base64"
	"errors"
	"mime"
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// recorder notes what it is told, and fails if it shall.
type recorder struct {
	fails error
	calls []identity.Call
	o     id.Organization
	thing string
	why   error
}

func (r *recorder) Refused(_ context.Context, c identity.Call, o id.Organization, thing string, why error) error {
	r.calls, r.o, r.thing, r.why = append(r.calls, c), o, thing, why
	return r.fails
}

func TestWhatIsAskedForAndNotGivenIsOnRecordAndNothingElse(t *testing.T) { // rule A1
	for _, tt := range []struct {
		name  string
		err   error
		route string
		edit  func(*event)
		want  bool
	}{
		{name: "forbidden", err: fault.New(fault.Forbidden, "Only an admin may."), want: true},
		{name: "hidden", err: fault.Absent("credential"), want: true},
		{name: "locked", err: fault.New(fault.Locked, "Unlock it."), want: true},
		{name: "judged anew, and forbidden", err: errors.Join(fault.New(fault.Forbidden, "No.")), want: true},
		{name: "granted"},
		{name: "badly put", err: fault.BadField("body.version", "is wrong")},
		{name: "second", err: fault.New(fault.Conflict, "Ann did.")},
		{name: "moved", err: fault.New(fault.Moved, "It moved.")},
		{name: "not signed in", err: fault.New(fault.Unauthenticated, "Please sign in.")},
		{name: "too many", err: fault.New(fault.TooMany, "Slow down.")},
		{name: "unavailable", err: fault.New(fault.Unavailable, "Later.")},
		{name: "unknown", err: errors.New("dial tcp")},
		{name: "answered before", err: &identity.Repeated{Body: []byte("{}")}},
		{name: "refused before it is a call", err: fault.New(fault.Forbidden, "No."), edit: func(e *event) { e.Body = "{" }},
		{name: "without a session", err: fault.New(fault.Forbidden, "No."), edit: func(e *event) { delete(e.Headers, "authorization") }},
		{name: "only looked at", err: fault.Absent("organization"), route: "member-list", edit: func(e *event) { e.Body = "" }},
	} {
		var s seen[api.CredentialChange]
		r := &recorder{}
		e := request("POST", `{"version":1,"secret":"`+marked+`"}`, map[string]string{"organization": orgID, "credential": credID})
		if tt.edit != nil {
			tt.edit(&e)
		}
		var got response
		if tt.route == "" {
			h := Handle("credential-change", origin, r, func(_ context.Context, c identity.Call, in api.CredentialChange) (api.Credential, error) {
				s.times++
				return api.Credential{}, tt.err
			})
			got, _ = h(context.Background(), e)
		} else {
			delete(e.PathParameters, "credential")
			h := Handle(tt.route, origin, r, func(context.Context, identity.Call, api.MemberList) (api.Members, error) {
				return api.Members{}, tt.err
			})
			got, _ = h(context.Background(), e)
		}
		if (len(r.calls) == 1) != tt.want || len(r.calls) > 1 {
			t.Errorf("%s: %d lines, answered %d", tt.name, len(r.calls), got.StatusCode)
		}
		if tt.want && (string(r.o) != orgID || r.thing != credID || r.calls[0].Route != "credential-change" || r.calls[0].Token != token || fault.Of(r.why) != fault.Of(tt.err)) {
			t.Errorf("%s: of %s in %s: %v", tt.name, r.thing, r.o, r.why)
		}
		if tt.want && strings.Contains(r.why.Error()+r.thing, marked) {
			t.Errorf("%s: what was sent is on record", tt.name)
		}
	}
}

func TestTheThingIsTheLastThatTheAddressNames(t *testing.T) {
	res, assignment := string(id.New[id.Resource](nine, "a", 0)), string(id.New[id.Assignment](nine, "a", 0))
	no := error(fault.New(fault.Forbidden, "No."))
	r := &recorder{}
	in := func(context.Context, identity.Call, api.ResourceUnassign) (None, error) { return None{}, no }
	_, _ = Handle("resource-unassign", origin, r, in)(context.Background(), request("DELETE", "", map[string]string{"organization": orgID, "resource": res, "assignment": assignment}))
	if r.thing != assignment || string(r.o) != orgID {
		t.Errorf("%s in %s", r.thing, r.o)
	}
	of := func(context.Context, identity.Call, api.GroupCreate) (api.Group, error) { return api.Group{}, no }
	_, _ = Handle("group-create", origin, r, of)(context.Background(), request("POST", `{"name":"a","members":[]}`, map[string]string{"organization": orgID}))
	if r.thing != orgID || string(r.o) != orgID {
		t.Errorf("of nothing in particular: %s in %s", r.thing, r.o)
	}
	own := func(context.Context, identity.Call, api.NoticesSeen) (None, error) { return None{}, no }
	_, _ = Handle("notice-seen", origin, r, own)(context.Background(), request("POST", `{"notices":["`+string(id.New[id.Notice](nine, "a", 0))+`"]}`, nil))
	if r.thing != "" || r.o != "" || len(r.calls) != 3 {
		t.Errorf("of no organization: %q in %q, %d calls", r.thing, r.o, len(r.calls))
	}
}

func TestARefusalThatCannotBeKeptIsARefusalAllTheSame(t *testing.T) {
	r := &recorder{fails: errors.New("no table")}
	h := Handle("session-keep", origin, r, func(context.Context, identity.Call, api.Empty) (api.Kept, error) {
		return api.Kept{}, fault.New(fault.Forbidden, "Not you.")
	})
	got, err := h(context.Background(), request("POST", "", nil))
	if err != nil || got.StatusCode != 403 || problemOf(t, got).Detail != "Not you." || len(r.calls) != 1 {
		t.Errorf("%d %s, %v", got.StatusCode, got.Body, err)
	}
}

func TestAFileIsAnsweredAsWhatABrowserSaves(t *testing.T) {
	for _, tt := range []api.File{
		{Name: "record.csv", Type: api.CSV, Body: []byte("a,b\n"), Next: "bmV4dA"},
		{Name: "", Type: api.JSONLines},
		{Name: "株式会社-\"x\"\r\nset-cookie: a=b.csv", Type: api.CSV, Body: []byte("\xff\x00<\"株\n")},
	} {
		h := Handle("audit-export", origin, deaf{}, func(context.Context, identity.Call, api.AuditExport) (api.File, error) { return tt, nil })
		r, err := h(context.Background(), request("GET", "", map[string]string{"organization": orgID}))
		body, bad := base64.StdEncoding.DecodeString(r.Body)
		if err != nil || bad != nil || r.StatusCode != 200 || !r.IsBase64Encoded || string(body) != string(tt.Body) {
			t.Errorf("%q: %d %q, %v", tt.Name, r.StatusCode, body, err)
		}
		next, given := r.Headers[nextHeader]
		if r.Headers["content-type"] != tt.Type || next != tt.Next || given != (tt.Next != "") || r.Headers["cache-control"] != "no-store" || r.Headers["x-content-type-options"] != "nosniff" {
			t.Errorf("%q: %v", tt.Name, r.Headers)
		}
		disposition := r.Headers["content-disposition"]
		kind, p, bad := mime.ParseMediaType(disposition)
		if bad != nil || kind != "attachment" || p["filename"] != tt.Name || strings.ContainsAny(disposition, "\r\n") {
			t.Errorf("%q: %q, %v", tt.Name, disposition, bad)
		}
	}
}
