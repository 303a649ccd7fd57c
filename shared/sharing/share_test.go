package sharing

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

var everyone = Options{Mode: credential.Read, Everyone: true}

// sharingWith is a company credential of one's, about to be shared with another.
func sharingWith(who identity.Caller, to identity.Organization) Sharing {
	way := access.FactsOf(who.Person, who.Organization, "", "cred_a")
	way.Credential = credential.Credential{ID: "cred_a", Home: who.Organization, Name: "Router", Managed: true, Number: 1, Readers: []id.Organization{who.Organization}, Version: 3}
	way.Reader = credential.Reader{Credential: "cred_a", Organization: who.Organization, Home: who.Organization, Via: credential.Own, Mode: credential.Read, Version: 1}
	f := SharingOf(way, to.ID, nil, nil)
	f.To = to
	return f
}

func locked(o identity.Organization) identity.Organization {
	o.Locked = &identity.Locked{Since: nine, By: "Cora"}
	return o
}

// shares is what Ridge shares with a site, and how its change.
func shares(t *testing.T, o Options) (Sharing, credential.Reader, change.Change) {
	t.Helper()
	f := sharingWith(by(ridge, "Ann"), locked(site("Contoso", nil)))
	r, c, err := Share(by(ridge, "Ann"), f, o, credential.SealedKey{Epoch: 1, Bytes: []byte("k")})
	if err != nil {
		t.Fatal(err)
	}
	r.Version = 1
	f.Before, f.Way.Credential.Readers = r, append(f.Way.Credential.Readers, r.Organization)
	return f, r, c
}

func TestWhatStandsInTheWayOfSharing(t *testing.T) { // rules H1, H6, S1, S4
	open := locked(site("Contoso", nil))
	for name, tt := range map[string]struct {
		who  identity.Caller
		to   identity.Organization
		edit func(*Sharing)
		want fault.Kind
	}{
		"nothing":                      {by(ridge, "Ann"), open, nil, ""},
		"nothing, from a site":         {by(open, "Cora"), ridge, nil, ""},
		"no organization key there":    {by(ridge, "Ann"), site("Contoso", nil), nil, fault.Conflict},
		"no organization key here":     {by(site("Contoso", nil), "Cora"), ridge, nil, fault.Conflict},
		"a site that is closed":        {by(ridge, "Ann"), locked(site("Contoso", func(r *identity.Relation) { r.Open = false })), nil, fault.Conflict},
		"another site of the provider": {by(open, "Cora"), locked(site("Northwind", nil)), nil, fault.NotFound},
		"a stranger":                   {by(ridge, "Ann"), locked(other), nil, fault.NotFound},
		"what was a site":              {by(ridge, "Ann"), locked(site("Contoso", func(r *identity.Relation) { r.Ended = &nine })), nil, fault.NotFound},
		"who may not share":            {identitytest.CallerIn(ridge, identitytest.Member(ridge, "Tom", identity.User), nine), open, nil, fault.Forbidden},
		"what they only may use":       {by(ridge, "Ann"), open, func(f *Sharing) { f.Way.Reader.Mode = credential.Use }, fault.Forbidden},
		"what is disabled":             {by(ridge, "Ann"), open, func(f *Sharing) { f.Way.Credential.Disabled = &nine }, fault.Forbidden},
		"somebody's own":               {by(ridge, "Ann"), open, func(f *Sharing) { f.Way.Credential.Owner = "person_x" }, fault.NotFound},
		"as many as may have it, have": {by(ridge, "Ann"), open, func(f *Sharing) { f.Way.Credential.Readers = make([]id.Organization, credential.MaxReaders) }, fault.Conflict},
		"an answer to a request had it, until now": {by(ridge, "Ann"), open, func(f *Sharing) {
			f.Before, f.Way.Credential.Readers = credential.Reader{Via: credential.Delegated, Ends: &nine, Version: 1}, []id.Organization{ridge.ID, open.ID}
		}, fault.Conflict},
		"an answer to a request had it": {by(ridge, "Ann"), open, func(f *Sharing) { f.Before = credential.Reader{Via: credential.Delegated, Ended: &nine, Version: 1} }, ""},
		"an answer to a request has it": {by(ridge, "Ann"), open, func(f *Sharing) { f.Before = credential.Reader{Via: credential.Delegated, Version: 1} }, fault.Conflict},
	} {
		f := sharingWith(tt.who, tt.to)
		if tt.edit != nil {
			tt.edit(&f)
		}
		_, c, err := Share(tt.who, f, everyone, credential.SealedKey{Bytes: []byte("k")})
		if got := fault.Of(err); got != tt.want && !(err == nil && tt.want == "") || err != nil && len(c.Records) != 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWhatIsSharedIsNotSharedOn(t *testing.T) { // rule H6
	contoso := locked(site("Contoso", nil))
	_, r, _ := shares(t, everyone)
	cora := by(contoso, "Cora")
	way := access.FactsOf(cora.Person, contoso.ID, "", "cred_a")
	way.Credential, way.Reader = credential.Credential{ID: "cred_a", Home: ridge.ID, Name: "Router", Version: 3}, r
	f := SharingOf(way, ridge.ID, nil, nil)
	f.To = ridge
	if _, _, err := Share(cora, f, everyone, credential.SealedKey{}); fault.Of(err) != fault.Forbidden {
		t.Errorf("shared on: %v", err)
	}
}

func TestForWhomItIsSharedIsWhoIsThere(t *testing.T) { // rule H2
	contoso := locked(site("Contoso", nil))
	cem := identitytest.Member(contoso, "Cem", identity.User)
	gone := cem
	gone.Removed = &nine
	desk := identity.Group{Organization: contoso.ID, ID: "group_desk", Name: "Desk", Version: 1}
	early, late := nine.Add(time.Minute), nine.AddDate(11, 0, 0)
	for name, tt := range map[string]struct {
		o      Options
		people []identity.Member
		groups []identity.Group
		field  string
	}{
		"a person and a group":   {Options{Mode: credential.Use}, []identity.Member{cem}, []identity.Group{desk}, ""},
		"nobody":                 {Options{Mode: credential.Use}, nil, nil, "body.people"},
		"everyone and a person":  {everyone, []identity.Member{cem}, nil, "body.everyone"},
		"one who is gone":        {Options{Mode: credential.Use}, []identity.Member{gone}, nil, "body.people"},
		"one twice":              {Options{Mode: credential.Use}, []identity.Member{cem, cem}, nil, "body.people"},
		"a group that is not":    {Options{Mode: credential.Use}, nil, []identity.Group{{ID: "group_x"}}, "body.groups"},
		"to write what they use": {Options{Mode: credential.Use, Write: true, Everyone: true}, nil, nil, "body.write"},
		"no mode":                {Options{Everyone: true}, nil, nil, "body.mode"},
		"an end too early":       {Options{Mode: credential.Use, Everyone: true, Ends: &early}, nil, nil, "body.ends"},
		"an end too late":        {Options{Mode: credential.Use, Everyone: true, Ends: &late}, nil, nil, "body.ends"},
	} {
		f := sharingWith(by(ridge, "Ann"), contoso)
		f.People, f.Groups = tt.people, tt.groups
		r, c, err := Share(by(ridge, "Ann"), f, tt.o, credential.SealedKey{Bytes: []byte("k")})
		if tt.field == "" {
			if err != nil || len(r.Share.People) != 1 || len(r.Share.Groups) != 1 || len(c.Entries) != 2 {
				t.Errorf("%s: %+v, %v", name, r.Share, err)
			}
			continue
		}
		var e *fault.Error
		if e, _ = err.(*fault.Error); e == nil || len(e.Fields) != 1 || e.Fields[0].Name != tt.field || len(c.Records) != 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// How something is shared is changed as it was chosen; that the other side disabled it
// is theirs (rules H4, H6).
func TestAmendingChangesWhatIsOtherwiseAndNoMore(t *testing.T) {
	f, r, _ := shares(t, everyone)
	if _, c, err := Amend(by(ridge, "Ann"), f, everyone, credential.SealedKey{}); err != nil || len(c.Records) != 0 {
		t.Errorf("as it was: %v, %+v", err, c.Records)
	}
	off := *r.Share
	off.Off, off.OffBy = &nine, "Cora"
	f.Before.Share = &off
	got, c, err := Amend(by(ridge, "Bob"), f, Options{Mode: credential.Use, Everyone: true}, credential.SealedKey{})
	if err != nil || got.Mode != credential.Use || got.Share.Off == nil || got.Share.By != "Ann" || c.Entries[0].Action != audit.ShareAmended {
		t.Errorf("%+v, %v", got, err)
	}
	if len(c.Orders) != 1 || c.Orders[0].Chore != credential.WeighChore {
		t.Errorf("who lost the way is not looked for: %+v", c.Orders)
	}
}

// Who sends the options as they are, with one of them changed, is not refused because the
// end has come near; and is told by name who of those chosen is not there any more.
func TestWhatIsAmendedMayKeepItsEndAndSaysWhoIsGone(t *testing.T) { // rules H2, H4
	end := nine.Add(2 * time.Hour)
	f, r, _ := shares(t, Options{Mode: credential.Read, Everyone: true, Ends: &end})
	late := by(ridge, "Ann")
	late.At = end.Add(-time.Minute)
	got, _, err := Amend(late, f, Options{Mode: credential.Use, Everyone: true, Ends: &end}, credential.SealedKey{})
	if err != nil || !got.Ends.Equal(end) {
		t.Errorf("%+v, %v", got.Ends, err)
	}
	for name, at := range map[string]time.Time{"another": end.Add(time.Millisecond), "over": end} {
		who := late
		if name == "over" {
			who.At = end
		}
		if _, err := f.ends(who.At, &at); err == nil {
			t.Errorf("%s end so near is taken", name)
		}
	}
	share := *r.Share
	share.People = []credential.SharedWith{{Person: "person_c", Name: "Cem"}}
	share.Groups = []credential.SharedGroup{{Group: "group_d", Name: "Desk"}}
	f.Before.Share = &share
	for want, edit := range map[string]func(*Sharing){
		"names Cem, who is no active member of Contoso":     func(f *Sharing) { f.People = []identity.Member{{Person: "person_c", Name: "Other"}} },
		"names somebody who is no active member of Contoso": func(f *Sharing) { f.People = []identity.Member{{Person: "person_x", Name: "Xenia"}} },
		"names the group Desk, that Contoso does not have":  func(f *Sharing) { f.Groups = []identity.Group{{ID: "group_d"}} },
		"names a group that Contoso does not have":          func(f *Sharing) { f.Groups = []identity.Group{{ID: "group_x", Name: "Board"}} },
	} {
		g := f
		edit(&g)
		_, err := g.terms(by(ridge, "Ann"), Options{Mode: credential.Read})
		var e *fault.Error
		if e, _ = err.(*fault.Error); e == nil || len(e.Fields) != 1 || e.Fields[0].Reason != want {
			t.Errorf("%s: %+v", want, e)
		}
	}
}

func TestStoppingEndsItAfterTheLastUse(t *testing.T) { // rule H5, promise 2
	f, r, _ := shares(t, everyone)
	who := by(ridge, "Ann")
	later := who.At.Add(time.Hour)
	r.LastUse = &later
	at := access.Found{Credential: f.Way.Credential}
	tom := identitytest.CallerIn(ridge, identitytest.Member(ridge, "Tom", identity.User), nine)
	for name, stranger := range map[string]identity.Caller{"a user": tom, "the other side": by(locked(site("Contoso", nil)), "Cora")} {
		if c, err := Stop(stranger, at, r); err == nil || len(c.Records) != 0 {
			t.Errorf("%s stops it: %v", name, err)
		}
	}
	c, err := Stop(who, at, r)
	if err != nil {
		t.Fatal(err)
	}
	cred, ended := c.Records[0].(credential.Credential), c.Records[1].(credential.Reader)
	if len(cred.Readers) != 1 || !ended.Ended.After(later) || len(ended.Key.Bytes) != 0 || len(c.Drops) != 1 || c.Orders[0].Chore != credential.ForgetChore {
		t.Errorf("%+v, %+v", ended, c)
	}
	if _, err := Stop(who, at, ended); fault.Of(err) != fault.Conflict || !strings.Contains(err.Error(), "Ann stopped sharing this with Contoso at 2026") {
		t.Errorf("stopped twice: %v", err)
	}
}

// Who shared it stops it, while they may share, though its folder is closed to them by
// now; of others who do not see it, nobody learns that it is shared (promise 7).
func TestWhoSharedItStopsItAndOthersLearnNothing(t *testing.T) {
	f, r, _ := shares(t, everyone)
	away := f.Way.Credential
	away.Folder = "folder_x"
	at, hidden := access.Found{Credential: f.Way.Credential}, access.Found{Credential: away}
	tom := identitytest.CallerIn(ridge, identitytest.Member(ridge, "Tom", identity.User), nine)
	sharer := identitytest.Member(ridge, "Tom", identity.User)
	sharer.Shares = true
	share := *r.Share
	share.Person = tom.Person
	toms := r
	toms.Share = &share
	for name, tt := range map[string]struct {
		who  identity.Caller
		at   access.Found
		r    credential.Reader
		want fault.Kind
	}{
		"who sees it":                     {tom, at, r, fault.Forbidden},
		"who does not":                    {tom, hidden, r, fault.NotFound},
		"who shared it":                   {identitytest.CallerIn(ridge, sharer, nine), hidden, toms, ""},
		"who shared it, and may no more":  {tom, hidden, toms, fault.NotFound},
		"who may share, and did not this": {identitytest.CallerIn(ridge, sharer, nine), at, r, fault.Forbidden},
		"who sees it, of what is not":     {tom, at, credential.Reader{}, fault.Forbidden},
		"what is lent":                    {by(ridge, "Ann"), at, credential.Reader{Via: credential.Delegated, Version: 1}, fault.NotFound},
	} {
		if c, err := Stop(tt.who, tt.at, tt.r); fault.Of(err) != tt.want && !(err == nil && tt.want == "") || err != nil && len(c.Records) != 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAShareEndsByItselfAtItsDateAndWithTheRelation(t *testing.T) { // rules H2, S1
	end := nine.Add(48 * time.Hour)
	f, r, c := shares(t, Options{Mode: credential.Read, Everyone: true, Ends: &end})
	if len(c.Due) != 1 || !c.Due[0].At.Equal(end) {
		t.Errorf("due %+v", c.Due)
	}
	s := Shared{f.Way.Credential, r}
	late := by(ridge, "Ann")
	late.At = end
	if c, err := Stop(late, access.Found{Credential: f.Way.Credential}, r); fault.Of(err) != fault.Conflict || !strings.Contains(err.Error(), "until 2026-03-06T09:00:00Z") || len(c.Records) != 0 {
		t.Errorf("somebody ended what was over: %v", err)
	}
	if c := RunOut(end.Add(-time.Millisecond), s); len(c.Records) != 0 {
		t.Errorf("before its end: %+v", c)
	}
	if c := RunOut(end, s); len(c.Records) != 2 || len(c.Entries) != 2 {
		t.Errorf("at its end: %+v", c)
	}
	if c := Part(end, s, site("Contoso", nil)); len(c.Records) != 0 {
		t.Errorf("while the relation is there: %+v", c)
	}
	if c := Part(end, s, site("Contoso", func(r *identity.Relation) { r.Ended = &nine })); len(c.Records) != 2 {
		t.Errorf("after it: %+v", c)
	}
}

func TestTheReceivingAdminDisablesItAndEnablesItAgain(t *testing.T) { // rule H6
	f, r, _ := shares(t, everyone)
	contoso := locked(site("Contoso", nil))
	cora, s := by(contoso, "Cora"), Shared{f.Way.Credential, r}
	for name, who := range map[string]identity.Caller{"its creator": by(ridge, "Ann"), "a user there": identitytest.CallerIn(contoso, identitytest.Member(contoso, "Cem", identity.User), nine)} {
		if _, c, err := Turned(who, s, true); err == nil || len(c.Records) != 0 {
			t.Errorf("%s disables it: %v", name, err)
		}
	}
	off, c, err := Turned(cora, s, true)
	if err != nil || off.Share.Off == nil || off.Share.OffBy != "Cora" || c.Entries[0].Action != audit.ShareDisabled || c.Entries[1].Organization != ridge.ID {
		t.Fatalf("%+v, %v", off.Share, err)
	}
	s.Reader = off
	if _, c, err := Turned(cora, s, true); err != nil || len(c.Records) != 0 {
		t.Errorf("disabled twice: %v, %+v", err, c)
	}
	if on, _, err := Turned(cora, s, false); err != nil || on.Share.Off != nil {
		t.Errorf("%+v, %v", on.Share, err)
	}
}
