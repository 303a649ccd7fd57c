package ledger

import (
	"encoding/json"
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"github.com/valetkey/valetkey/infra/local/stack"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// stranger is one way to knock where one does not belong.
type stranger struct {
	name   string
	edits  []Edit
	status int
	kind   string
	title  string
	detail string
}

// strangers are those of a route: generated from its row, so a new route has
// them by itself, and none by being forgotten.
func strangers(r api.Route) []stranger {
	if r.Who == identity.Anyone {
		return nil // a link or a password identifies: each such function tests its own
	}
	out := []stranger{
		unknown("nobody", Nobody),
		unknown("an empty token", Bearer("")),
		unknown("no token at all", Bearer("a lantern")),
		unknown("a forged token", Bearer(Ann.Token()[:len(Ann.Token())-4]+"AAAA")),
		unknown("another's session with one's own bits", Bearer(mixed(Bob, Ann))),
		unknown("a session that never was", Bearer(strings.Replace(Ann.Token(), string(Ann.ID[len("person_"):]), string(Eve.ID[len("person_"):]), 1))),
		unknown("a session that was ended", As(Gone)),
		unknown("a session that idled", As(Ann), At(T0.Add(identity.SessionIdle/2))),
		unknown("a session that is over", As(Ann), At(T0.Add(identity.SessionLife))),
	}
	if r.Who == identity.Anybody {
		return out
	}
	for _, who := range []Person{Eve, Fred, Olga} {
		out = append(out, absent(who.Name+" of another organization", As(who), Path("organization", BlueHarbor)))
	}
	out = append(out,
		absent("another organization's id in the address", As(Ann), Path("organization", Elsewhere)),
		absent("an organization that does not exist", As(Ann), Path("organization", id.New[id.Organization](T0, "nobody's", 0))))
	switch r.Who {
	case identity.Admins:
		for _, who := range []Person{Bob, Cyd} {
			out = append(out, tooLittle(who, "Only an admin of Blue Harbor IT may do this."))
		}
	case identity.Readers:
		out = append(out, tooLittle(Bob, "Only an admin or auditor of Blue Harbor IT may see this."))
	}
	return out
}

func unknown(name string, edits ...Edit) stranger {
	return stranger{name, edits, 401, "unauthenticated", "Sign in first", "Please sign in."}
}

func absent(name string, edits ...Edit) stranger {
	return stranger{name, edits, 404, "not-found", "Not found", "There is no such organization."}
}

func tooLittle(who Person, detail string) stranger {
	return stranger{who.Name + ", too little for it", []Edit{As(who), Path("organization", BlueHarbor)}, 403, "forbidden", "Not allowed", detail}
}

// mixed is one person's address with another's secret bits.
func mixed(address, bits Person) string {
	a, b := address.Token(), bits.Token()
	return a[:strings.LastIndex(a, ".")] + b[strings.LastIndex(b, "."):]
}

func TestAStrangerGetsTheSameAnswerAtEveryDoor(t *testing.T) {
	retold(t)
	for _, r := range api.Routes {
		t.Run(r.Name, func(t *testing.T) {
			for _, s := range strangers(r) {
				e := recorded(t, r.Name, s.edits...)
				e.RequestContext.RequestID = "stranger"
				a := call(t, r.Name, e)
				want := fmt.Sprintf(`{"type":"urn:valetkey:problem:%s","title":%q,"status":%d,"detail":%q,"instance":"stranger"}`,
					s.kind, s.title, s.status, s.detail)
				if a.StatusCode != s.status || a.Body != want {
					t.Errorf("%s: %d %s", s.name, a.StatusCode, a.Body)
				}
			}
		})
	}
	unchanged(t)
}

// TestWhatIsNotYoursDoesNotExist: an admin, at home, with the ids of another
// organization's things.
func TestWhatIsNotYoursDoesNotExist(t *testing.T) {
	retold(t)
	for _, r := range api.Routes {
		things := strings.Count(r.Path, "{") - 1
		if r.Who == identity.Anyone || r.Who == identity.Anybody || things < 1 {
			continue
		}
		a := call(t, r.Name, recorded(t, r.Name, As(Eve), Path("organization", Elsewhere)))
		if a.StatusCode != 404 || strings.Contains(a.Body, "organization") {
			t.Errorf("%s: %d %s", r.Name, a.StatusCode, a.Body)
		}
	}
	unchanged(t)
}

// TestWhatIsNoGoodRequestIsA4xxThatNamesTheField: at every door that takes a
// body or an id.
func TestWhatIsNoGoodRequestIsA4xxThatNamesTheField(t *testing.T) {
	retold(t)
	for _, r := range api.Routes {
		e := recorded(t, r.Name)
		bad := map[string]Edit{"an unknown query parameter": Query("x", "1")}
		if e.Body != "" {
			bad["no JSON"] = Body("{")
			bad["two values"] = Body(e.Body + e.Body)
			bad["a list"] = Body("[]")
			bad["an unknown field"] = Set("isAdmin", true)
			bad["no body"] = Body("")
			bad["another type"] = Header("content-type", "application/x-www-form-urlencoded")
		} else {
			bad["a body that is not taken"] = Body(`{"isAdmin":true}`)
		}
		for name := range e.PathParameters {
			bad["no id as "+name] = Path(name, "1 OR 1=1")
			bad["an id in lower case as "+name] = Path(name, strings.ToLower(e.PathParameters[name]))
		}
		for name, edit := range bad {
			a := call(t, r.Name, recorded(t, r.Name, edit))
			var p api.Problem
			if err := json.Unmarshal([]byte(a.Body), &p); err != nil || a.StatusCode != 400 || len(p.Fields) == 0 {
				t.Errorf("%s, %s: %d %s", r.Name, name, a.StatusCode, a.Body)
			}
		}
	}
	unchanged(t)
}

func recorded(t *testing.T, name string, edits ...Edit) events.APIGatewayV2HTTPRequest {
	t.Helper()
	e, err := Recorded[events.APIGatewayV2HTTPRequest](name)
	if err != nil {
		t.Fatal(err)
	}
	for _, edit := range edits {
		edit(&e)
	}
	return e
}

// unchanged fails the test if anything is stored otherwise than the story has it.
func unchanged(t *testing.T) {
	t.Helper()
	now, err := Stored(t.Context(), house.DB(), stack.Table)
	if err != nil {
		t.Fatal(err)
	}
	if !maps.Equal(ByKey(now), ByKey(house.story)) {
		t.Errorf("somebody changed something: %d items, %d in the story", len(now), len(house.story))
	}
}
