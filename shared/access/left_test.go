package access_test

import (
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/identity/identitytest"
)

// rules C1, C5, C14, promise 9: nobody of those who are there opens or takes what
// somebody who is gone left, by any act: named to view it, asked for before, or not.
func TestWhatWhoIsGoneLeftOpensForNobody(t *testing.T) {
	gone := identitytest.Member(team, "Gus", identity.User)
	gone.Removed = &nine
	login := company()
	login.Credential.Owner, login.Credential.Managed, login.Credential.Asked = gone.Person, false, "consent_a"
	login.Resource.Viewing = &access.Viewing{All: true}
	personal := login
	personal.Resource, personal.Credential.Resource = access.Resource{Organization: team.ID}, ""
	ask := credential.Request{Organization: team.ID, ID: "consent_a", Credential: login.Credential.ID, Owner: gone.Person, State: credential.RequestPending, Lapses: nine.Add(time.Hour), Version: 1}
	v := credential.Version{Credential: login.Credential.ID, Number: 1, Stored: 1}
	for _, role := range []identity.Role{identity.Admin, identity.Reviewer, identity.User, identity.Auditor} {
		m := identitytest.Member(team, "Abe", role, sales)
		by := identitytest.Caller(m, nine)
		for name, f := range map[string]access.Facts{"a login": login, "personal": personal} {
			c := f.Credential
			again := credential.Changing{Credential: c, Seen: c.Number}
			for act, err := range map[string]error{
				"launch":   only(access.Enter(by, f, credential.Use)),
				"reveal":   only(access.Enter(by, f, credential.Read)),
				"code":     only(access.Code(by, f)),
				"earlier":  only(access.Earlier(by, f, v)),
				"lend":     access.May(by, f, credential.Read),
				"change":   credential.MayChange(by, c),
				"restore":  credential.MayRestore(by, again, v),
				"disable":  last(credential.Disable(by, c, nil)),
				"enable":   last(credential.Enable(by, c, nil)),
				"reassign": last(credential.Reassign(by, credential.Reassigning{Credential: c, Resource: "res_a", To: m, Was: gone}, m.Person)),
				"refile":   last(access.Refile(by, access.Filing{}, access.Found{Credential: c, Resource: f.Resource})),
				"consent":  last(credential.GiveConsent(by, "res_a", c, ask)),
				"approve":  last(credential.ApproveConsent(by, credential.Answering{Request: ask, Credential: c})),
				"ask":      last(credential.AskConsent(by, credential.Asking{Resource: "res_a", Credential: c, Owner: gone}, "")),
				"take":     access.MayTake(by, access.Taking{Member: gone, Credential: c, Home: home}),
			} {
				if err == nil {
					t.Errorf("%s: %s by an %s is let through", name, act, role)
				}
				if name == "personal" && act != "approve" && fault.Of(err) != fault.NotFound && role != identity.Admin {
					t.Errorf("%s by an %s tells that there is one: %v", act, role, err)
				}
			}
		}
	}
}

func only(_ change.Change, err error) error           { return err }
func last[T any](_ T, _ change.Change, e error) error { return e }

// taking is Gus, who left the team, and one of his credentials there.
func taking(edit func(*access.Taking)) (identity.Caller, access.Taking) {
	m := identitytest.Member(team, "Gus", identity.User)
	by := identitytest.Caller(m, nine)
	by.Organization = ""
	removed := nine.AddDate(0, 0, -29)
	m.Removed = &removed
	f := access.Taking{Member: m, Home: home, Credential: company().Credential}
	f.Credential.ID = id.New[id.Credential](nine.AddDate(0, 0, -40), "gus", 0)
	f.Credential.Owner, f.Credential.Managed, f.Credential.Home, f.Credential.Version = m.Person, false, team.ID, 3
	edit(&f)
	return by, f
}

// rules C1, C5, C14
func TestWhoMayTakeWhatWasLeft(t *testing.T) {
	for name, tt := range map[string]struct {
		edit func(*access.Taking)
		want fault.Kind
	}{
		"their login":                {func(*access.Taking) {}, ""},
		"something personal":         {func(f *access.Taking) { f.Credential.Resource = "" }, ""},
		"disabled":                   {func(f *access.Taking) { f.Credential.Disabled = &nine }, ""},
		"managed":                    {func(f *access.Taking) { f.Credential.Managed = true }, fault.NotFound},
		"the organization's":         {func(f *access.Taking) { f.Credential.Owner = "" }, fault.NotFound},
		"another's":                  {func(f *access.Taking) { f.Credential.Owner = "person_x" }, fault.NotFound},
		"of another organization":    {func(f *access.Taking) { f.Credential.Home = home.ID }, fault.NotFound},
		"gone":                       {func(f *access.Taking) { f.Credential = credential.Credential{} }, fault.NotFound},
		"never a member":             {func(f *access.Taking) { f.Member = identity.Member{} }, fault.NotFound},
		"another's membership":       {func(f *access.Taking) { f.Member.Person = "person_x" }, fault.NotFound},
		"a closed personal account":  {func(f *access.Taking) { f.Member.Kind = identity.Personal }, fault.NotFound},
		"a member again":             {func(f *access.Taking) { f.Member.Removed = nil }, fault.Conflict},
		"in the last moment":         {func(f *access.Taking) { at := nine.Add(time.Millisecond - identity.LeftFor); f.Member.Removed = &at }, ""},
		"at the end":                 {func(f *access.Taking) { at := nine.Add(-identity.LeftFor); f.Member.Removed = &at }, fault.Conflict},
		"with no account of theirs":  {func(f *access.Taking) { f.Home = identity.Organization{} }, fault.Moved},
		"while they close their own": {func(f *access.Taking) { f.Home.Closed = &nine }, fault.Moved},
	} {
		by, f := taking(tt.edit)
		err := access.MayTake(by, f)
		if fault.Of(err) != tt.want {
			t.Errorf("%s: %v, want %q", name, err, tt.want)
		}
		if name == "a member again" && !strings.Contains(err.Error(), "opens for you there") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// rules C1, C5, C14: nothing before its time, nothing managed, nothing of who is back.
func TestWhatIsDestroyedIsOverAndTheirsAlone(t *testing.T) {
	for name, tt := range map[string]struct {
		edit  func(*identity.Left, *access.Taking)
		lines int
	}{
		"over":               {func(*identity.Left, *access.Taking) {}, 2},
		"personal":           {func(_ *identity.Left, f *access.Taking) { f.Credential.Resource = "" }, 1},
		"not over":           {func(l *identity.Left, _ *access.Taking) { l.Until = nine.Add(time.Millisecond) }, 0},
		"managed meanwhile":  {func(_ *identity.Left, f *access.Taking) { f.Credential.Managed = true }, 0},
		"given to another":   {func(_ *identity.Left, f *access.Taking) { f.Credential.Owner = "person_x" }, 0},
		"taken":              {func(_ *identity.Left, f *access.Taking) { f.Credential = credential.Credential{} }, 0},
		"back in time":       {func(l *identity.Left, f *access.Taking) { f.Member.Removed, f.Member.Since = nil, l.Until.Add(-1) }, 0},
		"back too late":      {func(l *identity.Left, f *access.Taking) { f.Member.Removed, f.Member.Since = nil, l.Until }, 2},
		"made after the end": {func(l *identity.Left, _ *access.Taking) { l.Until = nine.AddDate(0, 0, -40) }, 0},
	} {
		_, f := taking(func(*access.Taking) {})
		l := identity.Left{Person: f.Member.Person, Organization: team.ID, Until: nine, Version: 1}
		tt.edit(&l, &f)
		ch := access.DestroyLeft(nine, l, f)
		if len(ch.Entries) != tt.lines || (len(ch.Drops) > 0) != (tt.lines > 0) {
			t.Errorf("%s: on record %+v, dropped %d", name, ch.Entries, len(ch.Drops))
		}
	}
}

// rules C1, C14, promise 3: one change makes the one and ends the other; it is checked
// against who comes back, and personal ones are on nobody else's record.
func TestTakingIsOneChange(t *testing.T) {
	for _, resource := range []id.Resource{"res_a", ""} {
		by, f := taking(func(f *access.Taking) { f.Credential.Resource = resource; f.Current.Stored, f.Reader.Version = 1, 1 })
		made, ch, err := access.Take(by, f, credential.Sealed{Place: credential.Place{Home: home.ID, Credential: f.Taken.ID, Number: 1}})
		if err != nil || made.Owner != by.Person || made.Home != home.ID || made.Managed || made.Resource != "" {
			t.Fatalf("%+v, %v", made, err)
		}
		kinds := map[string]int{}
		for _, r := range ch.Drops {
			switch r.(type) {
			case credential.Credential:
				kinds["credential"]++
			case credential.Current:
				kinds["current"]++
			case credential.Reader:
				kinds["reader"]++
			case access.Set:
				kinds["set"]++
			}
		}
		if kinds["credential"] != 1 || kinds["current"] != 1 || kinds["reader"] != 1 || (kinds["set"] == 1) != (resource != "") {
			t.Errorf("dropped %v", kinds)
		}
		member, theirs := false, 0
		for _, r := range ch.Checks {
			_, is := r.(identity.Member)
			member = member || is
		}
		for _, e := range ch.Entries {
			if e.Account == "" {
				theirs++
			}
			if e.Action != audit.CredentialTaken {
				t.Errorf("on record: %+v", e)
			}
		}
		if !member || (theirs == 1) != (resource != "") || len(ch.Orders) != 1 {
			t.Errorf("checked %v, %d lines there, orders %+v", member, theirs, ch.Orders)
		}
	}
}
