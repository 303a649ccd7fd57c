package table

import (
	"slices"
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/gate"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/importing"
	"github.com/valetkey/valetkey/shared/sharing"
	"github.com/valetkey/valetkey/shared/webhook"
)

var at = time.Date(2026, 3, 2, 9, 0, 0, 7_000_000, time.UTC)

// The literal keys: changing one strands what is stored under it.
func TestTheKeysAreWhatTheyWere(t *testing.T) {
	for _, tt := range []struct {
		record change.Record
		pk, sk string
	}{
		{identity.Person{ID: "person_1"}, "PERSON#person_1", "PERSON"},
		{identity.Belonging{Person: "person_1", Organization: "org_1"}, "PERSON#person_1", "MEMBER#org_1"},
		{identity.Signin{Address: "ann@example.com"}, "SIGNIN#ann@example.com", "SIGNIN"},
		{identity.Session{Person: "person_1", ID: "session_1"}, "SESSION#person_1", "SESSION#session_1"},
		{identity.Signup{ID: "signup_1"}, "SIGNUP#signup_1", "SIGNUP"},
		{identity.Organization{ID: "org_1"}, "ORG#org_1", "ORG"},
		{identity.KeyPair{Organization: "org_1"}, "KEY#org_1", "KEY"},
		{identity.OldPair{KeyPair: identity.KeyPair{Organization: "org_1"}}, "KEY#org_1", "OLD"},
		{identity.Lock{Organization: "org_1"}, "KEY#org_1", "LOCK"},
		{identity.Unlocked{Person: "person_1", Session: "session_1", Organization: "org_1"}, "SESSION#person_1", "UNLOCKED#session_1#org_1"},
		{identity.KeyTries{Person: "person_1", Organization: "org_1"}, "SESSION#person_1", "TRIES#org_1"},
		{identity.Member{Organization: "org_1", Person: "person_1"}, "ORG#org_1", "MEMBER#person_1"},
		{identity.Invitation{Organization: "org_1", ID: "invite_1"}, "ORG#org_1", "INVITATION#invite_1"},
		{identity.Group{Organization: "org_1", ID: "group_1"}, "ORG#org_1", "GROUP#group_1"},
		{sharing.Site{Provider: "org_1", Site: "org_2"}, "ORG#org_1", "SITE#org_2"},
		{access.Resource{Organization: "org_1", ID: "res_1"}, "ORG#org_1", "RESOURCE#res_1"},
		{gate.Gate{Organization: "org_1", Resource: "res_1"}, "RESOURCE#res_1", "GATE"},
		{identity.Pass{Person: "person_1", Session: "session_1", ID: "pass_1"}, "PASS#person_1", "pass_1"},
		{access.Listed{Organization: "org_1", For: "group_1", Resource: "res_1", Assignment: "assign_1"}, "FOR#org_1#group_1", "RESOURCE#res_1#assign_1"},
		{access.Set{Resource: "res_1", Credential: "cred_1"}, "RESOURCE#res_1", "CREDENTIAL#cred_1"},
		{access.Standing{Resource: "res_1", Person: "person_1"}, "RESOURCE#res_1", "STANDING#person_1"},
		{access.About{Resource: "res_1", Person: "person_1", At: at, Request: "request_1"}, "ABOUT#res_1", "person_1#2026-03-02T09:00:00.007Z#request_1"},
		{identity.PastMember{Was: identity.Member{Organization: "org_1", Person: "person_1", Version: 12}, Until: at}, "PAST#org_1#MEMBER", "person_1#2026-03-02T09:00:00.007Z#00000012"},
		{access.PastResource{Was: access.Resource{Organization: "org_1", ID: "res_1", Version: 12}, Until: at}, "PAST#org_1#RESOURCE", "res_1#2026-03-02T09:00:00.007Z#00000012"},
		{credential.Credential{ID: "cred_1"}, "CREDENTIAL#cred_1", "CREDENTIAL"},
		{sharing.Handed{Home: "org_1", To: "org_2", Credential: "cred_1"}, "VAULT#org_1#with-org_2", "HANDED#cred_1"},
		{credential.Holding{Organization: "org_1", Credential: "cred_1"}, "VAULT#org_1#sealed", "HOLDS#cred_1"},
		{credential.Version{Credential: "cred_1", Number: 12}, "CREDENTIAL#cred_1", "VERSION#00000012"},
		{credential.Logged{Credential: "cred_1", Turn: 12}, "CREDENTIAL#cred_1", "LOG#00000012"},
		{credential.Current{Version: credential.Version{Credential: "cred_1", Number: 12}}, "CREDENTIAL#cred_1", "CURRENT"},
		{credential.Reader{Credential: "cred_1", Organization: "org_1"}, "CREDENTIAL#cred_1", "READER#org_1"},
		{credential.Touch{Reader: credential.Reader{Credential: "cred_1", Organization: "org_1"}}, "CREDENTIAL#cred_1", "READER#org_1"},
		{credential.Received{Credential: "cred_1", Organization: "org_1", Person: "person_1"}, "CREDENTIAL#cred_1", "RECEIVED#org_1#person_1"},
		{credential.Known{Organization: "org_1", Person: "person_1", Credential: "cred_1"}, "KNOWN#org_1", "HERE#person_1#cred_1"},
		{credential.Known{Organization: "org_1", Person: "person_1", Credential: "cred_1", Home: "org_2"}, "KNOWN#org_2", "THERE#org_1#person_1#cred_1"},
		{credential.Request{ID: "consent_1"}, "CONSENT#consent_1", "CONSENT"},
		{credential.Concern{Organization: "org_1", Person: "person_1", At: at, Request: "consent_1"}, "CONSENT#org_1#person_1", "2026-03-02T09:00:00.007Z#consent_1"},
		{access.ViewedBy{Organization: "org_1", Group: "group_1", Resource: "res_1"}, "FOR#org_1#group_1", "VIEWING#res_1"},
		{importing.Import{Organization: "org_1", ID: "import_1"}, "IMPORT#org_1", "IMPORT#import_1"},
		{importing.Tally{Organization: "org_1", Import: "import_1", Block: 12}, "IMPORT#org_1", "TALLY#import_1#000012"},
		{access.Ticket{ID: "ticket_1"}, "TICKET#ticket_1", "TICKET"},
		{delegation.Delegation{ID: "deleg_1"}, "DELEGATION#deleg_1", "DELEGATION"},
		{delegation.Held{Organization: "org_1", Delegation: "deleg_1"}, "ORG#org_1", "DELEGATION#deleg_1"},
		{webhook.Hook{Organization: "org_1", ID: "hook_1"}, "HOOK#org_1", "HOOK#hook_1"},
		{webhook.Hooks{Organization: "org_1"}, "HOOK#org_1", "HOOKS"},
		{webhook.Delivery{Organization: "org_1", Hook: "hook_1", ID: "delivery_1"}, "HOOK#org_1", "SENT#hook_1#delivery_1"},
		{Inbox{To: "person_1", Notice: "notice_1"}, "INBOX#person_1", "notice_1"},
		{Notice{Notice: change.Notice{ID: "notice_1"}}, "NOTICE#notice_1", "NOTICE"},
		{Order{Order: change.Order{ID: "order_1", At: at}}, "OUT#2026-03-02T09#3", "order_1"},
		{Trouble{Order: Order{Order: change.Order{ID: "order_1", At: at}}}, "OUT#2026-03-02T09#3", "TROUBLE#order_1"},
		{Due{Due: change.Due{At: at, What: "lapse", ID: "deleg_1"}}, "DUE#2026-03-02T09#6", "2026-03-02T09:00:00.007Z#lapse#deleg_1"},
		{Mark{List: "OUT", Shard: 3}, "MARK#OUT#3", "MARK"},
		{Entry{Entry: audit.Entry{ID: "entry_1", Organization: "org_1", At: at}}, "AUDIT#org_1#2026-03", "2026-03-02T09:00:00.007Z#entry_1"},
		{repeat{Person: "person_1", Route: "member-invite", Key: "k"}, "IDEM#person_1", "member-invite#k"},
	} {
		if k := keyOf(tt.record); k.pk != tt.pk || k.sk != tt.sk {
			t.Errorf("%T is at %s, %s; not at %s, %s", tt.record, k.pk, k.sk, tt.pk, tt.sk)
		}
		if k := keyOf(pointerTo(tt.record)); k.pk != tt.pk || k.sk != tt.sk {
			t.Errorf("a pointer to a %T is at %s", tt.record, k.pk)
		}
	}
}

// pointerTo is how a read names a record; the two forms have one key.
func pointerTo(r change.Record) change.Record {
	switch r := r.(type) {
	case identity.Person:
		return &r
	case credential.Current:
		return &r
	case Order:
		return &r
	default:
		return r
	}
}

func TestTheIndexKeysAreWhatTheyWere(t *testing.T) {
	e := audit.Entry{ID: "entry_1", Organization: "org_1", At: at, Thing: "res_1", Actor: "person_1"}
	got := indexKeys(e)
	for name, want := range map[string]string{
		"thingPK": "THING#org_1#res_1", "thingSK": "2026-03-02T09:00:00.007Z#entry_1",
		"actorPK": "ACTOR#org_1#person_1", "actorSK": "2026-03-02T09:00:00.007Z#entry_1",
	} {
		if got[name] != want {
			t.Errorf("%s is %q", name, got[name])
		}
	}
	if e.Actor = ""; len(indexKeys(e)) != 2 {
		t.Error("an entry of nobody is found by actor")
	}
}

func TestInstantsSortAsTimeDoes(t *testing.T) {
	times := []time.Time{
		at, at.Add(time.Millisecond), at.Add(993 * time.Millisecond), at.Add(time.Second), at.Add(time.Hour), at.AddDate(0, 0, 9),
		at.AddDate(0, 10, 0), at.AddDate(1, 0, 0), at.In(time.FixedZone("", 3600)).AddDate(2, 0, 0),
	}
	var texts []string
	for _, x := range times {
		texts = append(texts, instant(x))
	}
	if !slices.IsSorted(texts) || len(texts[0]) != len(instant(at.Truncate(time.Hour))) {
		t.Errorf("%v", texts)
	}
}

func TestARecordWithoutAKeyIsFoundOutAtOnce(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("it has a key")
		}
	}()
	keyOf(stray{})
}

type stray struct{}

func (stray) Seen() int { return 0 }

func TestACursorMovesOnlyWithinItsList(t *testing.T) {
	good := Page{After: cursor("GROUP#group_1")}
	if sk, err := good.after("GROUP#"); err != nil || sk != "GROUP#group_1" {
		t.Errorf("%q, %v", sk, err)
	}
	for _, bad := range []Page{{After: cursor("RESOURCE#res_1")}, {After: "%"}, {After: "R1JPVVAj="}, {After: "GROUP#x"}} {
		if sk, err := bad.after("GROUP#"); err == nil {
			t.Errorf("%q leads to %q", bad.After, sk)
		}
	}
}
