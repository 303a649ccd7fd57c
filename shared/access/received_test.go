package access_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/identity/identitytest"
)

// What the provider of a team, which is its site, shares with everybody there.
var (
	provider = identitytest.Organization("Provider", identity.Provider)
	desk     = filing.Folder{Organization: team.ID, ID: "folder_desk", Name: "Desk", Groups: []id.Group{sales}, Version: 1}
)

func received() access.Found {
	c := credential.Credential{ID: "cred_p", Home: provider.ID, Name: "Router", Managed: true, Number: 1, Folder: "folder_theirs", Tags: []string{"theirs"}, Version: 2}
	r := credential.Reader{
		Credential: c.ID, Organization: team.ID, Home: provider.ID, Lender: provider.Name, Via: credential.Shared, Mode: credential.Read,
		Share: &credential.Share{Everyone: true}, Version: 1,
	}
	var ch change.Change
	r = r.Repost(&ch, c)
	return access.Found{Credential: r.Had(c), Reader: r}
}

// readerIn is the one reader that a change keeps; nothing of the home is kept.
func readerIn(t *testing.T, ch change.Change) credential.Reader {
	t.Helper()
	var out credential.Reader
	for _, r := range append(ch.Records, ch.Drops...) {
		switch r := r.(type) {
		case credential.Reader:
			out = r
		case credential.Post:
			if r.Organization != team.ID {
				t.Errorf("a row of the home's: %+v", r)
			}
		default:
			t.Errorf("keeps a %T", r)
		}
	}
	return out
}

// Rules H6, F1: by its receiver, in their own tree; at home nothing is kept, and
// nothing is on record.
func TestWhatIsReceivedIsFiledInTheReceiversOwnFolder(t *testing.T) {
	found := received()
	_, ch, err := access.Refile(ada, access.Filing{Path: filing.Path{desk}}, found)
	if err != nil {
		t.Fatal(err)
	}
	r := readerIn(t, ch)
	if r.Folder != desk.ID || r.Gate != desk.ID || r.Posted == nil || r.Posted.Gate != desk.ID || r.Mode != credential.Read || len(ch.Checks) < 2 {
		t.Errorf("%+v, checked %d", r, len(ch.Checks))
	}
	if len(ch.Entries) != 1 || ch.Entries[0].Organization != team.ID || ch.Entries[0].Action != audit.CredentialMoved || ch.Entries[0].Detail != "into Desk" {
		t.Errorf("on record %+v", ch.Entries)
	}
	if len(ch.Orders) != 1 || ch.Orders[0].Chore != credential.WeighChore || ch.Orders[0].Home != string(team.ID) {
		t.Errorf("ordered %+v", ch.Orders)
	}
	found.Reader = r
	found.Credential = r.Had(found.Credential)
	if _, again, err := access.Refile(ada, access.Filing{Path: filing.Path{desk}}, found); err != nil || len(again.Records) != 0 {
		t.Errorf("again: %+v, %v", again, err)
	}
	if _, back, err := access.Refile(ada, access.Filing{}, found); err != nil || readerIn(t, back).Folder != "" || readerIn(t, back).Posted.Gate != "" {
		t.Errorf("back to the top: %+v, %v", back, err)
	}
}

// Rule H6: nobody but an admin of whom it is shared with, while it is.
func TestWhoFilesNothingThatIsReceived(t *testing.T) {
	here := filing.Path{desk}
	over := func(f *access.Found) { f.Reader.Ended = &nine }
	for name, tt := range map[string]struct {
		by   identity.Caller
		edit func(*access.Found)
		says string
	}{
		"who is no admin":                  {uma, nil, "Only an admin moves credentials."},
		"who does not see it":              {uma, func(f *access.Found) { f.Reader.Share = &credential.Share{} }, "404"},
		"an admin after it was stopped":    {ada, over, "404"},
		"an admin, of a loan":              {ada, func(f *access.Found) { f.Reader.Via, f.Reader.Share = credential.Delegated, nil }, "404"},
		"an admin, of what another has":    {ada, func(f *access.Found) { f.Reader.Organization = provider.ID }, "404"},
		"an admin, into another's folder":  {ada, func(*access.Found) { here[0].Organization = provider.ID }, "is not valid"},
		"an admin, where there is no such": {ada, func(f *access.Found) { here[0] = desk; f.Reader.Version = 0 }, "404"},
	} {
		f := received()
		here[0] = desk
		if tt.edit != nil {
			tt.edit(&f)
		}
		_, ch, err := access.Refile(tt.by, access.Filing{Path: here}, f)
		if tt.says == "404" && fault.Of(err) != fault.NotFound || tt.says != "404" && (err == nil || !strings.Contains(err.Error(), tt.says)) || len(ch.Records) != 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Rules F1, F3: where its folder is now, as what is one's own.
func TestWhatIsReceivedFollowsItsFolder(t *testing.T) {
	found := received()
	_, ch, _ := access.Refile(ada, access.Filing{Path: filing.Path{desk}}, found)
	found.Reader = readerIn(t, ch)
	found.Credential = found.Reader.Had(found.Credential)
	if ch := (access.Filing{Path: filing.Path{desk}}).Follow(found); len(ch.Records) != 0 {
		t.Errorf("it is there: %+v", ch)
	}
	above := filing.Folder{Organization: team.ID, ID: "folder_c", Name: "Client", Client: "client_c", Version: 1}
	open := desk
	open.Groups, open.Parent = nil, above.ID
	in := access.Filing{Path: filing.Path{open, above}, Client: filing.Client{Organization: team.ID, ID: "client_c", Name: "Tailspin"}}
	ch = in.Follow(found)
	if r := readerIn(t, ch); r.Gate != "" || r.For != "Tailspin" || r.Client != "client_c" || r.Posted == nil || len(ch.Checks) != 3 || len(ch.Entries) != 0 {
		t.Errorf("%+v, checked %d", r, len(ch.Checks))
	}
}

// Rule G3: what is shared is assigned once it is a login of the resource, in no more than
// the share's mode. Of what was stopped nothing is said.
func TestWhatIsReceivedIsAssignedOnceItIsALoginOfTheResource(t *testing.T) {
	found := received()
	f := access.Assigning{
		Resource: access.Resource{Organization: team.ID, ID: "res_a", Name: "Router", Version: 1}, Member: identitytest.Member(team, "Uma", identity.User),
		Credential: found.Credential, Reader: found.Reader, Mode: credential.Use,
	}
	_, c, err := access.Assign(ada, f)
	var e *fault.Error
	if !errors.As(err, &e) || e.Fields[0].Name != "body.credential" || !strings.Contains(e.Fields[0].Reason, "is shared by Provider") || len(c.Records) != 0 {
		t.Errorf("%v", err)
	}
	login := f
	login.Reader.Resource = "res_a"
	if _, c, err := access.Assign(ada, login); err != nil || !slices.ContainsFunc(c.Checks, func(r change.Record) bool { _, ok := r.(credential.Reader); return ok }) {
		t.Errorf("a login of it: %v, checks %+v", err, c.Checks)
	}
	login.Reader.Mode, login.Mode = credential.Use, credential.Read
	if _, _, err := access.Assign(ada, login); !errors.As(err, &e) || e.Fields[0].Name != "body.mode" {
		t.Errorf("above the share's mode: %v", err)
	}
	f.Reader.Ended = &nine
	if _, _, err := access.Assign(ada, f); !errors.As(err, &e) || strings.Contains(e.Fields[0].Reason, "shared") {
		t.Errorf("stopped: %v", err)
	}
}

// Rules G4, H7: who may write what is shared, and is assigned with it, gives it another
// version without an access period; nobody else does.
func TestWhatIsReceivedOnALockedResourceIsWrittenByWhoIsAssigned(t *testing.T) {
	f := sharedLogin()
	f.Reader.Share.Write = true
	f.Resource.Policy = &access.Policy{JustInTime: true, Longest: 60, Needs: 1}
	if err := access.May(uma, f, credential.Read); fault.Of(err) != fault.NotOpen {
		t.Errorf("a reveal: %v", err)
	}
	g, err := access.Grant(uma, f)
	if err != nil || !slices.ContainsFunc(g.While, func(r change.Record) bool { _, ok := r.(access.Resource); return ok }) {
		t.Errorf("%v, while %+v", err, g.While)
	}
	f.Resource.Assignments = nil
	if _, err := access.Grant(uma, f); fault.Of(err) != fault.NotFound {
		t.Errorf("unassigned: %v", err)
	}
}

// Rule G3: by an admin, what is shared, and of a resource of their own that nobody lends.
func TestWhatIsReceivedIsMadeALoginOfOnesOwnResource(t *testing.T) {
	shop := access.Resource{Organization: team.ID, ID: "res_a", Name: "Shop", Version: 1}
	theirs, loan, none := shop, shop, shop
	theirs.Organization, loan.Loan, none.Version = provider.ID, &access.Loan{}, 0
	got, c, err := access.PutOn(ada, shop, received())
	if err != nil || got.Reader.Resource != shop.ID || got.Reader.Posted.Resource != shop.ID || len(c.Entries) != 1 || c.Entries[0].Organization != team.ID || len(c.Orders) != 1 {
		t.Errorf("%+v, %v", got.Reader, err)
	}
	shop.Address = "https://shop.team.example/login"
	if got, _, err := access.PutOn(ada, shop, received()); err != nil || got.Reader.Address != "" || got.Reader.Posted.Site != "" { // rule G6
		t.Errorf("where it is filled in is its home's to say: %+v, %v", got.Reader, err)
	}
	lent := received()
	lent.Reader.Via, lent.Reader.Share = credential.Delegated, nil
	for name, tt := range map[string]struct {
		by   identity.Caller
		r    access.Resource
		f    access.Found
		want fault.Kind
	}{
		"who is no admin":         {uma, shop, received(), fault.Forbidden},
		"another's resource":      {ada, theirs, received(), fault.Invalid},
		"a resource that is lent": {ada, loan, received(), fault.Conflict},
		"no resource":             {ada, none, received(), fault.Invalid},
		"a loan":                  {ada, shop, lent, fault.NotFound},
		"nothing":                 {ada, shop, access.Found{}, fault.NotFound},
	} {
		if _, c, err := access.PutOn(tt.by, tt.r, tt.f); fault.Of(err) != tt.want || len(c.Records) != 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
}
