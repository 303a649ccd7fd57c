package delegation_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/identity/identitytest"
)

var pier = identitytest.Organization("Pier Nine", identity.Provider)

// atPier is Olga, calling from an organization that she administers.
func atPier(at time.Time) identity.Caller {
	return identitytest.Caller(identitytest.Member(pier, "Olga", identity.Admin), at)
}

// lending is Ada's request, claimed by Olga, and Pier Nine's credential, which
// she is assigned to read.
func lending(t *testing.T) delegation.Lending {
	t.Helper()
	d, r := claimed(t)
	by := atPier(nine)
	return delegation.Lending{
		Delegation: d, Resource: r, Asking: team, Held: delegation.Held{Organization: home.ID, Delegation: d.ID, Version: 1},
		Way: access.Facts{
			Resource: access.Resource{
				Organization: pier.ID, ID: "res_p", Name: "Camera", Address: "https://camera.example", Version: 4,
				Assignments: []access.Assignment{{ID: "assign_p", Member: by.Person, Credential: "cred_p", Mode: credential.Read, Since: nine}},
			},
			Credential: credential.Credential{
				ID: "cred_p", Home: pier.ID, Name: "Viewer", Username: "viewer", Resource: "res_p", Managed: true, Owned: nine, Number: 3,
				Readers: []id.Organization{pier.ID}, Version: 7,
			},
			Standing: access.Standing{Resource: "res_p", Person: by.Person},
			Reader:   credential.Reader{Credential: "cred_p", Organization: pier.ID, Via: credential.Own, Home: pier.ID, Mode: credential.Read, Number: 3, Version: 2},
		},
	}
}

var resealed = credential.SealedKey{Epoch: 1, Bytes: []byte("for Fabrikam")}

func TestLendingMovesTheRequestAndCopiesNothing(t *testing.T) { // rule D2
	l := lending(t)
	before := fmt.Sprintf("%+v", l)
	d, ch, err := delegation.Lend(atPier(nine), l, delegation.Terms{AllowViewing: true}, resealed)
	if err != nil {
		t.Fatal(err)
	}
	if after := fmt.Sprintf("%+v", l); after != before {
		t.Errorf("the facts are changed:\n%s\n%s", before, after)
	}
	if !slices.ContainsFunc(ch.Checks, func(r change.Record) bool { s, ok := r.(access.Standing); return ok && s.Resource == "res_p" }) {
		t.Error("it is lent as the period ends that it may be revealed in")
	}
	if d.Owner != pier.ID || d.State != access.Shared || d.Credential != "cred_p" || d.Mode() != credential.Read {
		t.Errorf("%+v", d)
	}
	cred := stored(t, ch, func(c credential.Credential) credential.Credential { return c })
	reader := stored(t, ch, func(r credential.Reader) credential.Reader { return r })
	held := stored(t, ch, func(h delegation.Held) delegation.Held { return h })
	if len(cred.Readers) != 2 || cred.Number != 3 || cred.Seen() != 7 {
		t.Errorf("%+v", cred)
	}
	if reader.Organization != team.ID || reader.Via != credential.Delegated || reader.Number != 3 || string(reader.Key.Bytes) != "for Fabrikam" ||
		reader.Mode != credential.Read || reader.Address != "https://camera.example" || reader.Home != pier.ID {
		t.Errorf("%+v", reader)
	}
	if held.Organization != pier.ID || len(ch.Drops) != 1 || ch.Drops[0].(delegation.Held).Organization != home.ID {
		t.Errorf("%+v, dropped %+v", held, ch.Drops)
	}
	for _, r := range ch.Records {
		switch r.(type) {
		case credential.Version, credential.Current:
			t.Errorf("a %T is kept", r)
		}
	}
	for _, e := range ch.Entries {
		if e.Action != audit.DelegationShared {
			t.Errorf("on record: %+v", e)
		}
	}
	if len(ch.Entries) != 3 || len(ch.Notices) != 1 || len(ch.Due) != 0 {
		t.Errorf("%d lines, %d notices, %d dates", len(ch.Entries), len(ch.Notices), len(ch.Due))
	}
}

func TestWhatStandsInTheWayOfLending(t *testing.T) {
	fifty := make([]id.Organization, credential.MaxReaders)
	for name, tt := range map[string]struct {
		edit func(*delegation.Lending)
		want fault.Kind
	}{
		"claimed by somebody else": {func(l *delegation.Lending) { l.Delegation.OwnerPerson = "person_m" }, fault.NotFound},
		"claimed by nobody":        {func(l *delegation.Lending) { l.Delegation.Owner = "" }, fault.NotFound},
		"not there":                {func(l *delegation.Lending) { l.Delegation.Version = 0 }, fault.NotFound},
		"answered":                 {func(l *delegation.Lending) { l.Delegation.State = access.Denied }, fault.Conflict},
		"lapsed":                   {func(l *delegation.Lending) { l.Delegation.Lapses = nine }, fault.Conflict},
		"asked by herself":         {func(l *delegation.Lending) { l.Delegation.Organization = pier.ID }, fault.Invalid},
		"no such resource":         {func(l *delegation.Lending) { l.Way.Resource.Version = 0 }, fault.NotFound},
		"no such credential":       {func(l *delegation.Lending) { l.Way.Credential.Version = 0 }, fault.NotFound},
		"no assignment":            {func(l *delegation.Lending) { l.Way.Resource.Assignments = nil }, fault.Forbidden},
		"to use only":              {func(l *delegation.Lending) { l.Way.Resource.Assignments[0].Mode = credential.Use }, fault.Forbidden},
		"lent to them": {func(l *delegation.Lending) {
			l.Way.Credential.Home = other.ID
			l.Way.Resource.Loan = &access.Loan{Credential: "cred_p"}
		}, fault.Invalid},
		"her own login":                   {func(l *delegation.Lending) { l.Way.Credential.Owner = atPier(nine).Person }, fault.Invalid},
		"theirs already":                  {func(l *delegation.Lending) { l.Way.Credential.Readers = append(l.Way.Credential.Readers, team.ID) }, fault.Conflict},
		"lent to as many as there can be": {func(l *delegation.Lending) { l.Way.Credential.Readers = fifty }, fault.Conflict},
		"without a username":              {func(l *delegation.Lending) { l.Way.Credential.Username = "" }, fault.Invalid},
		"disabled":                        {func(l *delegation.Lending) { l.Way.Credential.Disabled = &nine }, fault.Forbidden},
	} {
		l := lending(t)
		tt.edit(&l)
		_, ch, err := delegation.Lend(atPier(nine), l, delegation.Terms{}, resealed)
		wantKind(t, name, err, tt.want)
		if len(ch.Records)+len(ch.Drops)+len(ch.Entries)+len(ch.Notices) != 0 {
			t.Errorf("%s: a refusal changes something", name)
		}
	}
	_, _, err := delegation.Lend(identitytest.Caller(identitytest.Member(pier, "Mallory", identity.Admin), nine), lending(t), delegation.Terms{}, resealed)
	wantKind(t, "another admin there", err, fault.NotFound)
}

// An end date is at least an hour and at most ten years ahead.
func TestTheBoundsOfAnEndDate(t *testing.T) {
	for name, tt := range map[string]struct {
		ends time.Time
		want fault.Kind
	}{
		"just under an hour":    {nine.Add(time.Hour - time.Millisecond), fault.Invalid},
		"an hour":               {nine.Add(time.Hour), ""},
		"ten years":             {nine.AddDate(10, 0, 0), ""},
		"a moment more":         {nine.AddDate(10, 0, 0).Add(time.Millisecond), fault.Invalid},
		"now":                   {nine, fault.Invalid},
		"the beginning of time": {time.Time{}, fault.Invalid},
	} {
		d, r := claimed(t)
		got, _, err := delegation.Share(owner(nine), delegation.Facts{Delegation: d, Resource: r, Asking: team}, "olga",
			delegation.Terms{Ends: &tt.ends}, sealed(1))
		wantKind(t, name+", shared", err, tt.want)
		if err == nil && !got.Ends.Equal(tt.ends) {
			t.Errorf("%s: until %s", name, got.Ends)
		}
		_, _, err = delegation.Lend(atPier(nine), lending(t), delegation.Terms{Ends: &tt.ends}, resealed)
		wantKind(t, name+", lent", err, tt.want)
		_, _, err = delegation.Amend(owner(nine), shared(t), delegation.Amending{Ends: &tt.ends})
		wantKind(t, name+", amended", err, tt.want)
	}
}

func TestALoanEndsAtTheExactInstantAndIsWrittenDownOnce(t *testing.T) { // rule D6, promise 2
	f := shared(t)
	ends := nine.Add(2 * time.Hour)
	f.Delegation.Ends, f.Reader.Ends = &ends, &ends
	loan := access.Loan{State: access.Shared, Ends: &ends}
	if f.Delegation.At(ends.Add(-1)) != access.Shared || f.Reader.Over(ends.Add(-1)) || loan.At(ends.Add(-1)) != access.Shared {
		t.Error("it is over before")
	}
	if f.Delegation.At(ends) != access.Revoked || !f.Reader.Over(ends) || loan.At(ends) != access.Revoked {
		t.Error("it is open at its end")
	}
	for verb, do := range map[string]func() error{
		"revoke": func() error { _, _, err := delegation.Revoke(owner(ends), f); return err },
		"amend": func() error {
			_, _, err := delegation.Amend(owner(ends), f, delegation.Amending{Endless: true})
			return err
		},
	} {
		err := do()
		wantKind(t, verb, err, fault.Conflict)
		if err == nil || !strings.Contains(err.Error(), "This came to its end date at 2026-03-04T11:00:00Z.") {
			t.Errorf("%s: %v", verb, err)
		}
	}
	if ch := delegation.End(ends.Add(-1), f); len(ch.Records) != 0 {
		t.Error("it is written down before")
	}
	used := ends.Add(time.Second) // by a clock that is ahead
	f.Reader.LastUse = &used
	ch := delegation.End(ends.Add(time.Hour), f)
	got := keptDelegation(t, ch)
	if got.State != access.Revoked || !got.Ended.Equal(used.Add(time.Millisecond)) {
		t.Errorf("%+v", got)
	}
	if o := ch.Orders[0]; o.Chore != credential.ForgetChore || !o.At.Equal(ends.Add(time.Hour)) {
		t.Errorf("%+v", o)
	}
	if len(ch.Notices) != 2 || ch.Notices[0].To.Organization != team.ID || ch.Notices[1].To.Organization != home.ID || ch.Notices[1].Kind != change.DelegationEnded {
		t.Errorf("%+v", ch.Notices)
	}
	for _, state := range []access.LoanState{access.Pending, access.Denied, access.Lapsed, access.Cancelled, access.Revoked} {
		f := f
		f.Delegation.State = state
		if ch := delegation.End(ends.Add(time.Hour), f); len(ch.Records)+len(ch.Notices)+len(ch.Orders) != 0 {
			t.Errorf("%s ends too", state)
		}
	}
	endless := shared(t)
	if ch := delegation.End(ends.Add(time.Hour), endless); len(ch.Records) != 0 {
		t.Error("one without an end date ends")
	}
}

func TestTakenBackBeforeItsEndDateIsNotCalledRunOut(t *testing.T) {
	f := shared(t)
	ends := nine.Add(2 * time.Hour)
	f.Delegation.Ends = &ends
	d, _, err := delegation.Revoke(owner(nine.Add(time.Hour)), f)
	if err != nil {
		t.Fatal(err)
	}
	d.Version++
	f.Delegation = d
	_, _, err = delegation.Revoke(owner(ends.Add(time.Hour)), f)
	if err == nil || !strings.Contains(err.Error(), "Olga took this back already at 2026-03-04T10:00:00Z.") {
		t.Errorf("%v", err)
	}
}

func TestNothingNewIsSharedFromAnAccountThatIsBeingClosed(t *testing.T) { // rule D3
	d, r := claimed(t)
	closing := home
	closing.Closed = &nine
	_, ch, err := delegation.Share(owner(nine), delegation.Facts{Delegation: d, Resource: r, Asking: team, Home: closing}, "olga", delegation.Terms{}, sealed(1))
	wantKind(t, "shared", err, fault.Conflict)
	if len(ch.Records) != 0 {
		t.Error("a refusal changes something")
	}
}
