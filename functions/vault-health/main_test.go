package main

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/opening"
	"github.com/valetkey/valetkey/shared/secret"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "vault-health")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{door: opening.Door{Table: w.Table, Keys: w.Keys}}.health)
	return w
}

// by is what is answered, by name.
func by(a Answer) map[string]api.Health {
	out := map[string]api.Health{}
	for _, h := range Read[api.HealthPage](a).Items {
		out[h.Name] = h
	}
	return out
}

func names(a Answer) (out []string) {
	for _, h := range Read[api.HealthPage](a).Items {
		out = append(out, h.Name)
	}
	return out
}

func TestAnAdminHasTheOrganizationsPasswordsJudgedAndSeesNone(t *testing.T) { // rule C11
	w := told(t)
	w.Says(Ridge, Rhea, Wifi.ID, T0.AddDate(-1, 0, -1), "password")
	w.Says(Ridge, Rhea, Edge.ID, T0.AddDate(0, 0, -2), "kept-Pebble-4410-moss")
	w.Says(Ridge, Rhea, Registrar.ID, T0, "kept-Pebble-4410-moss")
	a := w.Replay().Never("kept-Pebble-4410-moss").Never("\"password\"")
	if got, want := names(a), []string{Registrar.Name, Edge.Name, Wifi.Name}; !slices.Equal(got, want) {
		t.Fatalf("judged are %v", got)
	}
	all := by(a)
	if h := all[Wifi.Name]; h.Strength != 0 || !strings.Contains(h.Reason, "tried first") || h.Days != 366 || !h.Old || h.Empty || h.Reused == "" || h.ID != Wifi.ID {
		t.Errorf("the wifi's is %+v", h)
	}
	if h := all[Edge.Name]; h.Strength != 4 || h.Days != 2 || h.Old || h.Reused == "" || h.Reused == all[Wifi.Name].Reused {
		t.Errorf("the firewall's is %+v", h)
	}
	if h := all[Registrar.Name]; h.Days != 0 || h.Reused != all[Edge.Name].Reused {
		t.Errorf("the registrar's, which is the firewall's, is %+v", h)
	}
}

// Promises 1, 9, rules C5, G1: a mark, or words that somebody chose, beside a password
// that is closed to them would be a way to test guesses of it.
func TestOfWhatIsClosedToTheAdminThereIsNothingToTestAGuessBy(t *testing.T) {
	w := told(t)
	south := []Edit{As(Una), Path("organization", SouthFen)}
	w.Says(SouthFen, Ugo, UgoLogin.ID, T0, "Intranet, Ugo") // Una is named to view it
	if h := by(w.Replay(south...))[UgoLogin.Name]; h.Reused == "" || h.Strength > 0 || !strings.Contains(h.Reason, "its own name") {
		t.Errorf("of what she may reveal it says %+v", h)
	}
	r := access.Resource{Organization: SouthFen, ID: Intranet}
	w.Read(&r)
	r.Viewing = nil
	w.Keep(change.Change{Records: []change.Record{r}}, "nobody is named")
	w.Edits(UgoLogin.ID, func(c *credential.Credential) { c.Same, c.Since = 1, T0.AddDate(-2, 0, 0) }) // as it is when it is said again
	if h := by(w.Replay(south...))[UgoLogin.Name]; h.Days != 0 || h.Old {
		t.Errorf("that it was said before shows: %+v", h)
	}
	if h := by(w.Replay(south...))[UgoLogin.Name]; h.Name == "" || h.Reused != "" || strings.Contains(h.Reason, "its own name") {
		t.Errorf("of what is closed to her it says %+v", h)
	}
}

func TestWhatACredentialSaysOfItselfCountsAgainstItsPassword(t *testing.T) {
	w := told(t)
	before := by(w.Replay())[Wifi.Name]
	w.Says(Ridge, Rhea, Wifi.ID, T0, "0ffice Wifi")
	if after := by(w.Replay())[Wifi.Name]; after.Strength > 0 || !strings.Contains(after.Reason, "its own name") || before.Strength != 4 {
		t.Errorf("its own words are %+v; before it was %+v", after, before)
	}
}

func TestOneIsJudgedOverOnesOwnAndOthersAreNot(t *testing.T) { // rule C1, promise 9
	w := told(t)
	if got := names(w.Replay(As(Sol), Set("of", "me"))); !slices.Equal(got, []string{Insurance.Name}) {
		t.Errorf("Sol's own are %v", got)
	}
	if got := names(w.Replay(As(Tam), Set("of", "me"))); got != nil {
		t.Errorf("what is disabled is judged: %v", got)
	}
	if got := names(w.Replay(As(Rhea), Set("of", "me"))); got != nil {
		t.Errorf("Rhea's own are %v", got)
	}
	w.Replay(As(Sol)).Is(403, "Only an admin")
	w.Replay(As(Val)).Is(403, "Only an admin")
	w.Replay(As(Eve)).Is(404)
}

// Unmanaged logins are judged for their owner only; managed ones, and those that
// are locked, for admins too.
func TestAnUnmanagedLoginIsNeverJudgedForAnAdmin(t *testing.T) { // promise 9, rule C4
	w := told(t)
	in := func(p Person, of string) []Edit { return []Edit{As(p), Path("organization", SouthFen), Set("of", of)} }
	cred := credential.Credential{ID: PipLogin.ID}
	w.Read(&cred)
	if cred.Managed || cred.Owner != Pip.ID {
		t.Fatalf("the story has changed: %+v", cred)
	}
	if all := by(w.Replay(in(Una, "organization")...)); all[cred.Name].ID == PipLogin.ID {
		t.Error("an admin has an unmanaged login judged")
	}
	if all := by(w.Replay(in(Pip, "me")...)); all[cred.Name].ID != PipLogin.ID {
		t.Errorf("its owner is answered %+v", all)
	}
	cred.Managed = true
	w.Keep(change.Change{Records: []change.Record{cred}}, "managed now")
	if all := by(w.Replay(in(Una, "organization")...)); all[cred.Name].ID != PipLogin.ID {
		t.Error("a managed one is not judged")
	}
}

func TestWhatIsLockedOrDisabledForUseIsJudgedOrNot(t *testing.T) { // rules G4, C10
	w := told(t)
	north := []Edit{As(Ira), Path("organization", NorthQuay)}
	found := false
	for _, h := range by(w.Replay(north...)) {
		found = found || h.ID == Switch.Credential
	}
	if !found {
		t.Error("what is locked is not judged")
	}
	c := credential.Credential{ID: Switch.Credential}
	w.Read(&c)
	c.Disabled = &T0
	w.Keep(change.Change{Records: []change.Record{c}}, "disabled")
	for _, h := range by(w.Replay(north...)) {
		if h.ID == Switch.Credential {
			t.Error("what is disabled is judged")
		}
	}
}

func TestWhatAnotherOrganizationLendsIsItsOwn(t *testing.T) {
	w := told(t)
	for _, h := range by(w.Replay(As(Ann), Path("organization", BlueHarbor))) {
		if h.ID == Social.Credential {
			t.Error("what Olga lends is judged for those she lends it to")
		}
	}
}

func TestMarksAreOfOneOrganizationAndOneScope(t *testing.T) {
	w := told(t)
	const text = "the same everywhere"
	w.Says(Ridge, Rhea, Wifi.ID, T0, text)
	w.Says(Ridge, Sol, Insurance.ID, T0, text)
	w.Says(PierNine, Hana, Camera.Credential, T0, text)
	marks := []string{by(w.Replay())[Wifi.Name].Reused, by(w.Replay(As(Sol), Set("of", "me")))[Insurance.Name].Reused}
	for _, h := range by(w.Replay(As(Hana), Path("organization", PierNine))) {
		if h.ID == Camera.Credential {
			marks = append(marks, h.Reused)
		}
	}
	if len(marks) != 3 || marks[0] == marks[1] || marks[0] == marks[2] || marks[1] == marks[2] || slices.Contains(marks, "") {
		t.Errorf("the marks are %q", marks)
	}
}

// Rule C12: a type has a limit of its own; what has none is old after a year. A
// secret that is said again is as old as it was when it was said first.
func TestAgeIsOfTheSecretAndOldIsByItsType(t *testing.T) {
	w := told(t)
	w.Keep(change.Change{Records: []change.Record{filing.Types{Organization: Ridge, Names: filing.Usual, Limits: map[string]int{"Wireless": 22, "Firewall": 30}}}}, "limits")
	all := by(w.Replay())
	if !all[Wifi.Name].Old || all[Wifi.Name].Days != 22 || all[Edge.Name].Old || all[Registrar.Name].Old || all[Registrar.Name].Days != 10 {
		t.Errorf("answered %+v", all)
	}
	c := credential.Credential{ID: Registrar.ID}
	w.Read(&c)
	c.Same, c.Since = 1, T0.AddDate(-2, 0, 0)
	w.Keep(change.Change{Records: []change.Record{c}}, "it says what it said two years ago")
	if h := by(w.Replay())[Registrar.Name]; h.Days < 730 || !h.Old {
		t.Errorf("what is said again is %+v", h)
	}
}

func TestEachPageIsOnRecordAndNothingElseIsKept(t *testing.T) { // rule A1, promise 11
	w := told(t)
	var first api.HealthPage
	if made := w.Made(func() { first = Read[api.HealthPage](w.Replay(Set("limit", 2))) }); made != "AUDIT" {
		t.Errorf("made %q", made)
	}
	e := w.Record(Ridge)[0]
	if e.Action != audit.HealthComputed || e.Actor != Rhea.ID || e.Thing != string(Ridge) || !strings.Contains(e.Detail, "managed logins") {
		t.Errorf("on record: %+v", e.Entry)
	}
	if len(first.Items) != 2 || first.Next == "" {
		t.Fatalf("a page of two is %+v", first)
	}
	if made := w.Made(func() {
		second := Read[api.HealthPage](w.Replay(Set("limit", 2), Set("after", first.Next)))
		if len(second.Items) != 1 || second.Next != "" || second.Items[0].Name != Wifi.Name {
			t.Errorf("the second page is %+v", second)
		}
	}); made != "AUDIT" {
		t.Errorf("the second page made %q", made)
	}
	if made := w.Made(func() { w.Replay(As(Sol), Set("of", "me")).Is(200) }); made != "AUDIT" {
		t.Errorf("one's own: made %q", made)
	}
	if e := w.Record(Ridge)[0]; e.Actor == Sol.ID {
		t.Errorf("the organization's record says %+v", e.Entry)
	}
}

func TestARepeatIsComputedAnewAndNoAnswerIsKept(t *testing.T) {
	w := told(t)
	first := by(w.Replay(Header("idempotency-key", "one")))
	w.Says(Ridge, Rhea, Wifi.ID, T0, "password")
	if again := by(w.Replay(Header("idempotency-key", "one"))); again[Wifi.Name].Strength != 0 || first[Wifi.Name].Strength == 0 {
		t.Errorf("answered %+v", again)
	}
	for k, v := range w.Items() {
		if strings.HasPrefix(k, "IDEM#") || strings.Contains(v, first[Wifi.Name].Reused) {
			t.Errorf("%s holds an answer", k)
		}
	}
}

func TestAnEmptyOneIsSaidToBeEmptyAndIsNotReused(t *testing.T) {
	w := told(t)
	w.Says(Ridge, Rhea, Wifi.ID, T0, "")
	if h := by(w.Replay())[Wifi.Name]; !h.Empty || h.Reused != "" || h.Strength != 0 {
		t.Errorf("an empty one is %+v", h)
	}
}

func TestWhatWasSealedWithReplacedKeysIsSaidAndHoldsUpNoOther(t *testing.T) {
	w := told(t)
	r := credential.Reader{Credential: Wifi.ID, Organization: Ridge}
	w.Read(&r)
	r.Key.Epoch = 7
	w.Keep(change.Change{Records: []change.Record{r}}, "sealed to other keys")
	if all := by(w.Replay()); !all[Wifi.Name].Closed || all[Wifi.Name].Reused != "" || all[Edge.Name].Closed {
		t.Errorf("answered %+v", all)
	}
}

func TestAPageOfNothingAndBadInput(t *testing.T) { // promise 12
	w := told(t)
	w.Replay(Set("of", "everybody")).Is(400, "body.of")
	w.Replay(Set("limit", 101)).Is(400, "body.limit")
	w.Replay(Set("limit", -1)).Is(400, "body.limit")
	w.Replay(Set("after", "x")).Is(400, "body.after")
	w.Replay(Set("after", "V09SRCM")).Is(400, "body.after") // WORD#
	w.Replay(Set("after", strings.Repeat("a", 301))).Is(400, "body.after")
	w.Replay(Set("more", true)).Is(400)
}

func TestWithoutKMSNothingIsOnRecord(t *testing.T) {
	w := told(t)
	w.KMS.Fail(true)
	w.Unchanged(func() { w.Replay().Is(503, "Nothing was done") })
}

// A hundred credentials, each with the longest password and notes there may be, in
// five seconds: the key pair is unwrapped once.
func TestAPageOfAHundredIsJudgedInTime(t *testing.T) {
	w := told(t)
	home := identity.Organization{ID: Ridge}
	w.Read(&home)
	long := strings.Repeat("Пароль 4@8({[<3691!|017$5+%2 ", 400)[:10_000]
	for i := range 100 {
		call := w.CallsIn(Ridge, Rhea, T0)
		call.ID += string(rune('a'+i/26)) + string(rune('a'+i%26))
		place := credential.Place{Home: Ridge, Credential: identity.Mint[id.Credential](call.Call, i), Number: 1}
		sealed, err := envelope.Seal(place, credential.Secrets{Secret: secret.Text(long), Notes: secret.Text(long)}, credential.To(home))
		if err != nil {
			t.Fatal(err)
		}
		var ch change.Change
		made := credential.Make(call, credential.Credential{Name: "Aaa " + string(place.Credential), Home: Ridge}, sealed).Posted(&ch)
		ch.Keep(made.Records()...)
		w.Keep(ch, "one of a hundred: "+string(place.Credential))
	}
	w.Ledger.Reset()
	begun := time.Now()
	page := Read[api.HealthPage](w.Replay(Set("limit", 100)))
	took := time.Since(begun)
	t.Logf("%d in %s; %d requests to DynamoDB and KMS", len(page.Items), took, len(w.Ledger.Entries()))
	if len(page.Items) != 100 || took > 5*time.Second {
		t.Errorf("%d in %s", len(page.Items), took)
	}
}

func TestALockedOrganizationIsUnlockedFirst(t *testing.T) { // rule S9
	w := told(t)
	mill := []Edit{As(Ivy), Path("organization", StoneMill)}
	w.Locks()
	w.Unchanged(func() { w.Replay(mill...).Is(403, "organization-locked") })
	w = told(t)
	w.Replay(mill...).Is(200)
}

// Rule S3: whether a password is weak or the same as another is for its home to know.
func TestWhatIsSharedIsJudgedAtItsHomeOnly(t *testing.T) {
	w := told(t)
	if got := names(w.Replay(As(Hal), Path("organization", Halyard))); !slices.Equal(got, []string{Press.Name, Pump.Name}) {
		t.Errorf("judged are %v", got)
	}
}
