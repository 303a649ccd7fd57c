package gate_test

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/gate"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/secret"
)

var (
	noon  = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	team  = id.New[id.Organization](noon, "team", 0)
	uma   = id.New[id.Person](noon, "uma", 0)
	wiki  = id.New[id.Resource](noon, "wiki", 0)
	login = id.New[id.Credential](noon, "login", 0)
	other = id.New[id.Credential](noon, "other", 0)
	here  = gate.Place{Scheme: "https", Host: "wiki.example", To: "/start"}
)

func calling(at time.Time) identity.Call {
	return identity.Call{At: at, ID: "a call", From: "192.0.2.1"}
}

// coming is Uma at the wiki's gate, on whose list it is with a login, standing; signs
// says whether the gate signs in.
func coming(signs bool) (gate.Facts, identity.LinkToken) {
	g := gate.Gate{Organization: team, Resource: wiki, Host: "wiki.example", Basic: signs, Since: noon.Add(-time.Hour), Version: 1}
	p := identity.Pass{
		Person: uma, Session: id.New[id.Session](noon, "uma", 0), ID: id.New[id.Pass](noon, "uma", 0), Organization: team, Resource: wiki, Gate: g.Since,
		Expires: noon.Add(time.Minute), Version: 1,
	}
	if signs {
		p.Credential = login
	}
	token := identity.PassToken(p)
	p.Hash = token.Hash()
	f := gate.FactsOf(g, p)
	f.Session.Version, f.Session.Ends, f.Session.Idles = 1, noon.Add(time.Hour), noon.Add(time.Hour)
	f.Member.Version, f.Member.Role, f.Member.Name, f.Member.Since = 1, identity.User, "Uma", noon.Add(-time.Hour)
	f.Resource.Version, f.Resource.Name, f.Resource.Address = 1, "Wiki", "https://wiki.example"
	f.Resource.Assignments = []access.Assignment{{ID: "assign_1", Member: uma, Credential: login, Mode: credential.Use, Since: noon.Add(-time.Minute)}}
	f.Use.Credential.Version, f.Use.Credential.Home, f.Use.Credential.Resource, f.Use.Credential.Name, f.Use.Credential.Number, f.Use.Credential.Managed = 1, team, wiki, "Wiki admin", 1, true
	f.Use.Reader.Version, f.Use.Reader.Mode = 1, credential.Read
	return f, token
}

func TestWhatWasPutOnRecordCoversAMinuteOfTheSameUse(t *testing.T) { // rule J13, promise 1
	for _, signs := range []bool{false, true} {
		f, token := coming(signs)
		in, c, err := gate.Check(calling(noon), f, token, here)
		if err != nil || in.Signs != signs || in.By.Person != uma || len(c.Entries) != 1 || (c.Entries[0].Action == audit.GatePassed) == signs {
			t.Fatalf("signs in: %v: %+v, %v", signs, c.Entries, err)
		}
		for _, r := range c.Records {
			if s, ok := r.(access.Standing); ok {
				f.Standing = s
			}
		}
		if !f.Standing.LastUse.Equal(noon) {
			t.Errorf("used at %s", f.Standing.LastUse)
		}
		for after, want := range map[time.Duration]int{-time.Minute: 1, -time.Second: 0, 0: 0, time.Minute - 1: 0, time.Minute: 1} {
			if _, c, err := gate.Check(calling(noon.Add(after)), f, token, here); err != nil || len(c.Entries) != want || want == 0 && len(c.Records)+len(c.Checks) != 0 {
				t.Errorf("signs in: %v: %s later: %d entries, %v", signs, after, len(c.Entries), err)
			}
		}
		f.Use.Credential.Number++
		if _, c, _ := gate.Check(calling(noon), f, token, here); signs && len(c.Entries) != 1 {
			t.Error("another password is the same use")
		}
	}
}

// lent is how the team has what an outside owner lends it for the wiki.
func lent(m credential.Mode) credential.Reader {
	return credential.Reader{Credential: login, Organization: team, Home: "org_x", Via: credential.Delegated, Resource: wiki, Mode: m, Version: 1}
}

func TestWhatAnotherLetsOneSeeSignsIn(t *testing.T) { // rules D5, G6
	f, token := coming(true)
	f.Use.Credential.Home, f.Use.Reader = "org_x", lent(credential.Read)
	if in, c, err := gate.Check(calling(noon), f, token, here); err != nil || !in.Signs || len(c.Entries) != 2 {
		t.Errorf("%+v, %+v, %v", in, c.Entries, err)
	}
}

func TestWhoIsSentWhere(t *testing.T) { // rules J3, J13, G1, G6
	other2 := identity.NewLinkToken(string(uma), "x", "y", "")
	for name, tt := range map[string]struct {
		edit func(*gate.Facts)
		want fault.Kind
	}{
		"another's cookie":          {func(f *gate.Facts) { f.Pass.Hash = other2.Hash() }, fault.Unauthenticated},
		"a code that was not used":  {func(f *gate.Facts) { f.Pass.Hash = nil }, fault.Unauthenticated},
		"no pass":                   {func(f *gate.Facts) { f.Pass.Version = 0 }, fault.Unauthenticated},
		"another session":           {func(f *gate.Facts) { f.Session.ID = "session_x" }, fault.Unauthenticated},
		"signed out":                {func(f *gate.Facts) { f.Session.Ended = &noon }, fault.Unauthenticated},
		"idle":                      {func(f *gate.Facts) { f.Session.Idles = noon }, fault.Unauthenticated},
		"of another resource":       {func(f *gate.Facts) { f.Pass.Resource = "res_x" }, fault.Unauthenticated},
		"of another organization":   {func(f *gate.Facts) { f.Gate.Organization = "org_x" }, fault.Unauthenticated},
		"from before the gate":      {func(f *gate.Facts) { f.Gate.Since = noon }, fault.Unauthenticated},
		"suspended":                 {func(f *gate.Facts) { f.Member.Suspended = &noon }, fault.Unauthenticated},
		"removed":                   {func(f *gate.Facts) { f.Member.Removed = &noon }, fault.Unauthenticated},
		"on no list":                {func(f *gate.Facts) { f.Resource.Assignments = nil }, fault.Unauthenticated},
		"an admin who is not on it": {func(f *gate.Facts) { f.Resource.Assignments, f.Member.Role = nil, identity.Admin }, fault.NotOpen},
		"locked":                    {func(f *gate.Facts) { f.Resource.Policy = &access.Policy{JustInTime: true, Longest: 60, Needs: 1} }, fault.NotOpen},
		"auto-locked": {func(f *gate.Facts) {
			f.Resource.Policy = &access.Policy{LockAfter: 1, Needs: 1}
			f.Member.Since = noon.Add(-72 * time.Hour)
			f.Resource.Assignments[0].Since = noon.Add(-48 * time.Hour)
		}, fault.NotOpen},
		"another host":             {func(f *gate.Facts) { f.Gate.Host = "wiki.example:8443" }, fault.Forbidden},
		"another login is swapped": {func(f *gate.Facts) { f.Use.Credential.ID = other }, fault.Unauthenticated},
		"disabled":                 {func(f *gate.Facts) { f.Use.Credential.Disabled = &noon }, fault.Forbidden},
		"for another address":      {func(f *gate.Facts) { f.Use.Credential.URL = "https://wiki.example.evil" }, fault.Forbidden},
		"a locked organization":    {func(f *gate.Facts) { f.Home.Locked = &identity.Locked{} }, fault.Forbidden},
		"another's, to be used":    {func(f *gate.Facts) { f.Use.Credential.Home, f.Use.Reader = "org_x", lent(credential.Use) }, fault.Forbidden},
		"another login is open": {func(f *gate.Facts) {
			f.Resource.Assignments = append(f.Resource.Assignments, access.Assignment{ID: "assign_2", Member: uma, Credential: other, Since: noon.Add(-time.Minute)})
			f.Resource.Assignments[0].Policy = &access.Policy{JustInTime: true, Longest: 60, Needs: 1}
		}, fault.Unauthenticated},
	} {
		f, token := coming(true)
		tt.edit(&f)
		in, c, err := gate.Check(calling(noon), f, token, here)
		if fault.Of(err) != tt.want || in.Signs || in.By.Person != "" || len(c.Records)+len(c.Entries) != 0 {
			t.Errorf("%s: %v; lets %q in, keeps %d records", name, err, in.By.Person, len(c.Records))
		}
	}
}

func TestALoginOfTheirOwnIsAskedForByThePage(t *testing.T) { // rule G4
	f, _ := coming(true)
	f.Pass.Credential, f.Use.Credential.ID = "", ""
	token := identity.PassToken(f.Pass)
	f.Pass.Hash = token.Hash()
	f.Resource.Assignments[0].Credential = ""
	if in, c, err := gate.Check(calling(noon), f, token, here); err != nil || in.Signs || len(c.Entries) != 1 || c.Entries[0].Action != audit.GatePassed {
		t.Errorf("%+v, %v", in, err)
	}
	f.Resource.Assignments[0].Credential = login // the gate could sign them in by now
	if _, _, err := gate.Check(calling(noon), f, token, here); fault.Of(err) != fault.Unauthenticated {
		t.Error(err)
	}
}

// A pass that the gate would not take would send a browser round and round.
func TestAWayInIsGivenForWhatOpensTheGate(t *testing.T) { // rules G3, G4, J3
	company := access.Assignment{ID: "assign_1", Member: uma, Credential: login, Since: noon.Add(-time.Hour)}
	locked := company
	locked.Policy = &access.Policy{JustInTime: true, Longest: 60, Needs: 1}
	second := access.Assignment{ID: "assign_2", Member: uma, Credential: other, Since: noon.Add(-time.Minute)}
	own := access.Assignment{ID: "assign_3", Member: uma, Since: noon.Add(-time.Minute)}
	for name, tt := range map[string]struct {
		on     []access.Assignment
		picked id.Credential
		want   id.Credential
	}{
		"the only one":                       {[]access.Assignment{company}, "", login},
		"locked, and nothing else":           {[]access.Assignment{locked}, "", login},
		"locked, beside one that is open":    {[]access.Assignment{locked, second}, login, other},
		"the one used last":                  {[]access.Assignment{company, second}, other, other},
		"the first":                          {[]access.Assignment{company, second}, "", login},
		"their own alone":                    {[]access.Assignment{own}, "", ""},
		"their own, beside one that is open": {[]access.Assignment{own, company}, "", login},
		"their own, beside a locked one":     {[]access.Assignment{locked, own}, login, ""},
	} {
		f, _ := coming(true)
		f.Resource.Assignments, f.Standing.Picked = tt.on, tt.picked
		by := identity.Caller{Call: calling(noon), Person: uma, Organization: team, Session: f.Session}
		code, c, err := gate.Give(by, gate.Giving{Switching: gate.Switching{Gate: f.Gate, Resource: f.Resource}, Standing: f.Standing}, gate.Shown(gate.NewState("")))
		if err != nil {
			t.Fatal(err)
		}
		p, ok := c.Records[0].(identity.Pass)
		if !ok || p.Credential != tt.want || !code.Is(p.Code) {
			t.Errorf("%s: %+v", name, p)
		}
		p.Hash, p.Version = code.Hash(), 1
		f.Pass, f.Use.Credential.ID = p, p.Credential
		if _, _, err := gate.Check(calling(noon), f, code, here); fault.Of(err) == fault.Unauthenticated {
			t.Errorf("%s: the gate sends them for another way in", name)
		}
	}
}

func TestACodeIsUsedOnceByItsBrowserWithinAMinute(t *testing.T) { // rule J13
	state := gate.NewState("")
	made := func() (gate.Coming, identity.LinkToken) {
		f, _ := coming(true)
		code := identity.PassToken(f.Pass)
		f.Pass.Code, f.Pass.Hash = code.Hash(), nil
		f.Pass.State = identityHash(state)
		return f.Coming, code
	}
	f, code := made()
	token, c, err := gate.Redeem(calling(noon), f, code, state, here)
	if err != nil || len(c.Entries) != 1 || c.Entries[0].Action != audit.GateEntered || token.Is(f.Pass.Code) {
		t.Fatalf("%+v, %v", c, err)
	}
	for name, tt := range map[string]struct {
		edit    func(*gate.Coming)
		at      time.Time
		state   secret.Text
		counted bool
	}{
		"a second time":   {func(f *gate.Coming) { f.Pass.Hash = token.Hash() }, noon, state, true},
		"late":            {func(*gate.Coming) {}, noon.Add(time.Minute), state, true},
		"another browser": {func(*gate.Coming) {}, noon, gate.NewState(""), true},
		"no state":        {func(*gate.Coming) {}, noon, "", true},
		"another gate":    {func(f *gate.Coming) { f.Gate.Since = noon }, noon, state, false},
		"another host":    {func(f *gate.Coming) { f.Gate.Host = "wiki.other" }, noon, state, false},
		"signed out":      {func(f *gate.Coming) { f.Session.Ended = &noon }, noon, state, false},
		"another code":    {func(f *gate.Coming) { f.Pass.Code = token.Hash() }, noon, state, false},
	} {
		f, code := made()
		tt.edit(&f)
		_, c, err := gate.Redeem(calling(tt.at), f, code, tt.state, here)
		_, counted := err.(*identity.Wrong)
		if err == nil || counted != tt.counted || len(c.Records) != 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func identityHash(state secret.Text) []byte {
	t, _ := identity.ParseLinkToken(state.Reveal(), 1)
	return t.Hash()
}

func TestWrongKeysAreCountedByNetworkUpToTen(t *testing.T) {
	tries := gate.Guesses(calling(noon))
	for range 10 {
		wrong, ok := gate.Guess(calling(noon), tries).(*identity.Wrong)
		if !ok {
			t.Fatal("it is not counted")
		}
		tries = wrong.Counted.Records[0].(identity.Tries)
	}
	if err := gate.Guess(calling(noon), tries); fault.Of(err) != fault.TooMany {
		t.Error(err)
	}
	if _, ok := gate.Guess(calling(noon.Add(15*time.Minute)), tries).(*identity.Wrong); !ok {
		t.Error("it is shut for ever")
	}
	if gate.Guesses(calling(noon)).Net == gate.Guesses(identity.Call{From: "198.51.100.1"}).Net {
		t.Error("all networks are one")
	}
}

func TestOnlyTheVeryHostIsTheGates(t *testing.T) {
	f, token := coming(false)
	for _, at := range []gate.Place{here, {Host: "wiki.example"}, {Scheme: "https", Host: "WIKI.example:443"}} {
		if _, _, err := gate.Check(calling(noon), f, token, at); err != nil {
			t.Errorf("%+v: %v", at, err)
		}
	}
	for _, at := range []gate.Place{
		{}, {Scheme: "http", Host: "wiki.example"}, {Host: "wiki.example.evil"}, {Host: "wiki.example:8443"}, {Host: "a.wiki.example"}, {Host: "wiki.example."}, {Host: "wіki.example"}, {Host: "wiki.exampl"},
	} {
		if _, _, err := gate.Check(calling(noon), f, token, at); fault.Of(err) != fault.Forbidden {
			t.Errorf("%+v: %v", at, err)
		}
	}
}
