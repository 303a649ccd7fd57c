package sharing

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/identity/identitytest"
)

// user is somebody without a role, who may share or not.
func user(o identity.Organization, name string, shares bool) identity.Caller {
	m := identitytest.Member(o, name, identity.User)
	m.Shares = shares
	return identitytest.CallerIn(o, m, nine)
}

// Its home sees with whom, whoever may share or audits there; of a partner's nobody
// does, and each side sees its own part only (rules H3, S3, promise 7).
func TestWithWhomSomethingIsSharedIsForItsHomeAndHowForBoth(t *testing.T) {
	contoso := locked(site("Contoso", nil))
	chosen := Options{Mode: credential.Read}
	f := sharingWith(by(ridge, "Ann"), contoso)
	cem := identitytest.Member(contoso, "Cem", identity.User)
	f.People = []identity.Member{cem}
	r, _, err := Share(by(ridge, "Ann"), f, chosen, credential.SealedKey{Bytes: []byte("k")})
	if err != nil {
		t.Fatal(err)
	}
	r.Version = 1
	over, loan, gone, elsewhere := r, r, r, r
	over.Ends = &nine
	loan.Via, loan.Share = credential.Delegated, nil
	gone.Version = 0
	elsewhere.Home = "org_x"
	home := access.Found{Credential: f.Way.Credential}
	all := []credential.Reader{over, r, loan, gone, elsewhere, f.Way.Reader}
	auditor := identitytest.CallerIn(ridge, identitytest.Member(ridge, "Val", identity.Auditor), nine)
	for name, tt := range map[string]struct {
		who  identity.Caller
		want fault.Kind
	}{
		"an admin": {by(ridge, "Ann"), ""}, "an auditor": {auditor, ""}, "who may share": {user(ridge, "Sol", true), ""},
		"a user": {user(ridge, "Tom", false), fault.Forbidden}, "another's admin": {by(other, "Eve"), fault.NotFound},
	} {
		got, err := See(tt.who, home, all)
		if tt.want == "" && (err != nil || len(got) != 1 || len(got[0].Share.People) != 1) || tt.want != "" && (fault.Of(err) != tt.want || got != nil) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
		if err := SeeOne(tt.who, home, r); fault.Of(err) != tt.want && !(err == nil && tt.want == "") {
			t.Errorf("%s, of one: %v", name, err)
		}
	}
	for name, x := range map[string]credential.Reader{"over": over, "a loan": loan, "none": gone, "of another home": elsewhere} {
		if err := SeeOne(by(ridge, "Ann"), home, x); fault.Of(err) != fault.NotFound {
			t.Errorf("%s: %v", name, err)
		}
		if err := SeeOne(user(ridge, "Tom", false), home, x); fault.Of(err) != fault.Forbidden { // as if it were one
			t.Errorf("%s, for a user: %v", name, err)
		}
	}
	there := access.Found{Credential: r.Had(f.Way.Credential), Reader: r}
	for name, tt := range map[string]struct {
		who   identity.Caller
		names int
	}{"an admin": {by(contoso, "Cora"), 1}, "who is chosen": {identitytest.CallerIn(contoso, cem, nine.Add(time.Hour)), 0}} {
		got, err := See(tt.who, there, all)
		if err != nil || len(got) != 1 || got[0].Organization != contoso.ID || len(got[0].Share.People) != tt.names {
			t.Errorf("%s there: %+v, %v", name, got, err)
		}
	}
	if got, err := See(user(contoso, "Tim", true), there, all); fault.Of(err) != fault.NotFound || got != nil {
		t.Errorf("who is not chosen: %+v, %v", got, err)
	}
	if len(r.Share.People) != 1 {
		t.Error("the share itself changed")
	}
}

func TestWhatTwoShareIsListedByWhoSeesIt(t *testing.T) { // rules H3, promise 7
	f, r, _ := shares(t, everyone)
	contoso := locked(site("Contoso", nil))
	home, there := access.Found{Credential: f.Way.Credential}, access.Found{Credential: r.Had(f.Way.Credential), Reader: r}
	over := r
	over.Ended = &nine
	for name, got := range map[string]bool{
		"given": Passes(by(ridge, "Ann"), ridge.ID, home, r), "received": Passes(by(contoso, "Cora"), ridge.ID, there, r),
	} {
		if !got {
			t.Errorf("%s is not listed", name)
		}
	}
	for name, got := range map[string]bool{
		"what is over":             Passes(by(ridge, "Ann"), ridge.ID, home, over),
		"in the other direction":   Passes(by(ridge, "Ann"), contoso.ID, home, r),
		"what they do not have":    Passes(by(contoso, "Cora"), ridge.ID, home, r),
		"what another has":         Passes(by(other, "Eve"), ridge.ID, there, r),
		"to who does not see that": Passes(user(ridge, "Tom", false), ridge.ID, access.Found{Credential: withFolder(f.Way.Credential)}, r),
	} {
		if got {
			t.Errorf("%s is listed", name)
		}
	}
}

func withFolder(c credential.Credential) credential.Credential {
	c.Folder = "folder_x"
	return c
}

func TestTheAdminsThereAreToldOnceOfWhatIsSharedAndStopped(t *testing.T) { // rules H3, H5
	f, r, c := shares(t, everyone)
	ann := by(ridge, "Ann")
	stopped, err := Stop(ann, access.Found{Credential: f.Way.Credential}, r)
	if err != nil {
		t.Fatal(err)
	}
	for kind, c := range map[change.Telling]*change.Change{change.ShareGiven: &c, change.ShareStopped: &stopped} {
		if len(c.Notices) != 1 {
			t.Fatalf("%s: %+v", kind, c.Notices)
		}
		n := c.Notices[0]
		if n.Kind != kind || n.About != "cred_a" || n.Home != string(r.Organization) || n.By != "Ann" || n.To != (change.Audience{Organization: r.Organization, Except: ann.Person}) || n.Tie != "" {
			t.Errorf("%s: %+v", kind, n)
		}
		first, next := *c, *c
		first.Notices, next.Notices = []change.Notice{n}, []change.Notice{n}
		TellOnce(&first, false)
		TellOnce(&next, true)
		if len(first.Notices) != 1 || first.Notices[0].Tie != Several || len(next.Notices) != 0 {
			t.Errorf("of several: %+v, then %+v", first.Notices, next.Notices)
		}
	}
	if _, c, err := Amend(ann, f, Options{Mode: credential.Use, Everyone: true}, credential.SealedKey{}); err != nil || len(c.Notices) != 0 {
		t.Errorf("amended: %+v, %v", c.Notices, err)
	}
}

// Who had it before, and is not among those it is for now, lost it (rule C12).
func TestWhatIsSharedAnewIsWeighed(t *testing.T) {
	f, r, c := shares(t, everyone)
	weighs := func(c change.Change) (n int) {
		for _, o := range c.Orders {
			if o.Chore == credential.WeighChore && o.Home == string(r.Organization) {
				n++
			}
		}
		return n
	}
	if weighs(c) != 0 {
		t.Errorf("of what nobody had: %+v", c.Orders)
	}
	f.Before.Ended = &nine
	f.Way.Credential = f.Way.Credential.Without(r.Organization)
	if _, c, err := Share(by(ridge, "Ann"), f, everyone, credential.SealedKey{Bytes: []byte("k")}); err != nil || weighs(c) != 1 {
		t.Errorf("%+v, %v", c.Orders, err)
	}
}
