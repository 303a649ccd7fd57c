package main

import (
	"fmt"
	"testing"
	"time"

	"github.com/valetkey/valetkey/infra/local/dynamo"
	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "account-close")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.close)
	return w
}

func TestEverythingLentEndsFirstThenTheAccountAndItsSessions(t *testing.T) { // rule D3
	w := told(t)
	got := Read[api.Closed](w.Replay())
	if got.Ended != 2 || got.Left || !got.Gone {
		t.Errorf("answered %+v", got)
	}
	social, shop := delegation.Delegation{ID: Social.Delegation}, delegation.Delegation{ID: Shop.Delegation}
	reader := credential.Reader{Credential: Social.Credential, Organization: BlueHarbor}
	asking := access.Resource{Organization: BlueHarbor, ID: Shop.Resource}
	if w.Read(&social, &shop, &reader, &asking); social.State != access.Revoked || reader.Ended == nil || len(reader.Key.Bytes) != 0 {
		t.Errorf("the loan is %s, ended %v", social.State, reader.Ended)
	}
	if shop.State != access.Denied || shop.Note != "They closed their account." || asking.Loan.Note != shop.Note {
		t.Errorf("the request is %s: %q", shop.State, shop.Note)
	}
	home := identity.Organization{ID: OlgaHome}
	person, signin := identity.Person{ID: Olga.ID}, identity.Signin{Address: Olga.Email}
	session, member := identity.Session{Person: Olga.ID, ID: Olga.SessionID}, identity.Member{Organization: OlgaHome, Person: Olga.ID}
	roster, belongs := identity.Roster{Organization: OlgaHome}, identity.Belonging{Person: Olga.ID, Organization: OlgaHome}
	w.Read(&home, &person, &signin, &session, &member, &roster, &belongs)
	if home.Closed == nil || person.Closed == nil || person.Name != "Olga" || signin.Version != 0 || session.Ended == nil || member.Removed == nil ||
		len(roster.People) != 0 || belongs.Version != 0 {
		t.Errorf("%+v\n%+v\n%+v\n%+v\n%+v", home, person, session, member, roster)
	}
	if w.Told() != "account-closed delegation-denied delegation-revoked" {
		t.Errorf("told: %s", w.Told())
	}
	for _, n := range w.Waiting() {
		if n.Kind == change.AccountClosed && (n.To != (change.Audience{Address: Olga.Email}) || n.Tie != "gone") {
			t.Errorf("told: %+v", n)
		}
	}
	seen := map[audit.Action]int{}
	for _, e := range w.Record(OlgaHome) {
		seen[e.Action]++
	}
	if seen[audit.OrganizationClosed] != 1 || seen[audit.AccountClosed] != 1 || seen[audit.DelegationDenied] != 1 {
		t.Errorf("on record: %v", seen)
	}
	w.Replay().Is(401) // there is nobody any more
}

func TestAWrongPasswordClosesNothingAndCounts(t *testing.T) {
	w := told(t)
	w.Replay(Set("password", "not it")).Is(400, "body.password")
	home := identity.Organization{ID: OlgaHome}
	if w.Read(&home); home.Closed != nil {
		t.Error("it is being closed")
	}
	tries := identity.Tries{Address: Olga.Email}
	if w.Read(&tries); tries.Count != 1 {
		t.Errorf("%d wrong ones are counted", tries.Count)
	}
}

func TestWhoHasNoPersonalAccountIsToldWhatToDo(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(As(Bob)).Is(409, "no personal account to close")
		w.Replay(As(Bob), Set("password", "not it")).Is(409, "no personal account to close") // and nothing of the password
	})
}

// many gives Olga more loans, each like Social's, that nobody uses.
func many(w *World, n int) []id.Delegation {
	d := delegation.Delegation{ID: Shop.Delegation}
	w.Read(&d)
	var out []id.Delegation
	for i := range n {
		one := d
		one.ID, one.Version = id.New[id.Delegation](T0.Add(-time.Duration(i)*time.Minute), "many", i), 0
		w.Keep(change.Change{Records: []change.Record{one, delegation.Held{Organization: OlgaHome, Delegation: one.ID}}}, fmt.Sprint("many ", i))
		out = append(out, one.ID)
	}
	return out
}

func TestWhatIsMuchEndsInPiecesAndNothingNewBeginsMeanwhile(t *testing.T) {
	w := told(t)
	many(w, 30)
	first := Read[api.Closed](w.Replay())
	if first.Ended != piece || !first.Left || first.Gone {
		t.Fatalf("answered %+v", first)
	}
	home := identity.Organization{ID: OlgaHome}
	if w.Read(&home); home.Closed == nil {
		t.Error("it is open to what is new")
	}
	second := Read[api.Closed](w.Replay())
	if second.Ended != 32-piece || second.Left || !second.Gone {
		t.Errorf("answered %+v", second)
	}
	closed := 0
	for _, e := range w.Record(OlgaHome) {
		if e.Action == audit.OrganizationClosed {
			closed++
		}
	}
	if closed != 1 {
		t.Errorf("closed %d times", closed)
	}
}

func TestWhoIsAMemberElsewhereKeepsTheirSignIn(t *testing.T) { // rule F6
	w := told(t)
	w.Keep(change.Change{Records: []change.Record{
		identity.Belonging{Person: Olga.ID, Organization: Elsewhere, Name: "Elsewhere", Kind: identity.Provider, Role: identity.User},
	}}, "a member elsewhere")
	if got := Read[api.Closed](w.Replay()); got.Gone || got.Left {
		t.Errorf("answered %+v", got)
	}
	person, signin, session := identity.Person{ID: Olga.ID}, identity.Signin{Address: Olga.Email}, identity.Session{Person: Olga.ID, ID: Olga.SessionID}
	if w.Read(&person, &signin, &session); person.Closed != nil || signin.Version == 0 || session.Ended != nil {
		t.Errorf("%+v, %d, %+v", person, signin.Version, session.Ended)
	}
	for _, n := range w.Waiting() {
		if n.Kind == change.AccountClosed && n.Tie != "stays" {
			t.Errorf("told: %+v", n)
		}
	}
	w.Replay().Is(409, "no personal account")
}

// Its row is read before it is, and delegation-lend may come in between.
func TestWhatIsLentFromElsewhereAtThatMomentIsNotInTheWay(t *testing.T) {
	w := told(t)
	d := delegation.Delegation{ID: Shop.Delegation}
	w.Read(&d)
	d.Owner, d.State = PierNine, access.Shared
	w.Keep(change.Change{Records: []change.Record{d}}, "lent by Pier Nine")
	if got := Read[api.Closed](w.Replay()); got.Ended != 1 || got.Left || !got.Gone {
		t.Errorf("answered %+v", got)
	}
	if w.Read(&d); d.State != access.Shared {
		t.Errorf("Pier Nine's loan is %s", d.State)
	}
}

func TestALoanThatIsUsedJustNowIsEndedByTheNextCall(t *testing.T) {
	w := told(t)
	remove := w.Dynamo.Before(func(r dynamo.Request) *dynamo.Fault {
		if r.Operation == "TransactWriteItems" && r.Touches("CREDENTIAL") {
			reader := credential.Reader{Credential: Social.Credential, Organization: BlueHarbor}
			w.Read(&reader)
			w.Keep(change.Change{Records: []change.Record{credential.Touch{Reader: reader, At: T0}}}, "a use")
		}
		return nil
	})
	first := Read[api.Closed](w.Replay())
	remove()
	if first.Ended != 1 || !first.Left || first.Gone {
		t.Fatalf("answered %+v", first)
	}
	if second := Read[api.Closed](w.Replay()); second.Ended != 1 || !second.Gone {
		t.Errorf("answered %+v", second)
	}
	reader := credential.Reader{Credential: Social.Credential, Organization: BlueHarbor}
	if w.Read(&reader); !reader.Ended.After(*reader.LastUse) {
		t.Errorf("used at %s, ended at %s", reader.LastUse, reader.Ended)
	}
}

// Whoever signs in or joins another organization meanwhile moves the list of
// their sessions: then nothing of the last step is kept.
func TestWhoJoinsAnotherOrganizationAtThatMomentKeepsTheirSignIn(t *testing.T) {
	w := told(t)
	w.Replay(Set("password", "not it")).Is(400) // whatever else is counted
	joined := false
	remove := w.Dynamo.Before(func(r dynamo.Request) *dynamo.Fault {
		if r.Operation == "TransactWriteItems" && r.Touches("SIGNIN") && r.Touches("NOTICE") && !joined {
			joined = true
			logins := identity.Logins{Person: Olga.ID}
			w.Read(&logins)
			w.Keep(change.Change{Records: []change.Record{
				logins, identity.Belonging{Person: Olga.ID, Organization: Elsewhere, Name: "Elsewhere", Kind: identity.Provider, Role: identity.User},
			}}, "she joins")
		}
		return nil
	})
	got := Read[api.Closed](w.Replay()) // judged again, of itself
	remove()
	signin := identity.Signin{Address: Olga.Email}
	if w.Read(&signin); !joined || got.Gone || got.Left || signin.Version == 0 {
		t.Errorf("joined: %v; answered %+v; the sign-in is at version %d", joined, got, signin.Version)
	}
}

// rule C14: what was theirs alone is destroyed 30 days after their account is closed.
func TestWhatIsLeftInAClosedAccountHasItsDate(t *testing.T) {
	w := told(t)
	if got := Read[api.Closed](w.Replay()); got.Left {
		t.Fatalf("answered %+v", got)
	}
	l := identity.Left{Organization: OlgaHome, Person: Olga.ID}
	w.Read(&l)
	due := table.Due{Due: change.Due{At: l.Until.Add(time.Minute), What: identity.LeftOverDue, ID: l.Ref()}}
	if w.Read(&due); !l.Until.Equal(T0.AddDate(0, 0, 30)) || l.Kind != identity.Personal || due.Version == 0 {
		t.Errorf("left %+v, due %+v", l, due)
	}
}
