package ledger

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"github.com/valetkey/valetkey/infra/local/stack"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
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
	known  Person // if they are known where they knock: by an act, that is on record
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
		absent("Rex, who was removed", As(Rex), Path("organization", BlueHarbor)),
		stranger{
			"Sal, who is suspended",
			[]Edit{As(Sal), Path("organization", BlueHarbor)},
			403, "forbidden", "Not allowed",
			"Your membership in Blue Harbor IT is suspended: ask an admin there.", Sal,
		})
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
	return stranger{name, edits, 401, "unauthenticated", "Sign in first", "Please sign in.", Person{}}
}

func absent(name string, edits ...Edit) stranger {
	return stranger{name, edits, 404, "not-found", "Not found", "There is no such organization.", Person{}}
}

func tooLittle(who Person, detail string) stranger {
	return stranger{who.Name + ", too little for it", []Edit{As(who), Path("organization", BlueHarbor)}, 403, "forbidden", "Not allowed", detail, who}
}

// mixed is one person's address with another's secret bits.
func mixed(address, bits Person) string {
	a, b := address.Token(), bits.Token()
	return a[:strings.LastIndex(a, ".")] + b[strings.LastIndex(b, "."):]
}

func TestAStrangerGetsTheSameAnswerAtEveryDoor(t *testing.T) {
	retold(t)
	var refused []string
	for _, r := range api.Routes {
		t.Run(r.Name, func(t *testing.T) {
			for _, s := range strangers(r) {
				e := recorded(t, r.Name, s.edits...)
				e.RequestContext.RequestID = r.Name + ", " + s.name
				a := call(t, r.Name, e)
				want := fmt.Sprintf(`{"type":"urn:valetkey:problem:%s","title":%q,"status":%d,"detail":%q,"instance":%q}`,
					s.kind, s.title, s.status, s.detail, e.RequestContext.RequestID)
				if a.StatusCode != s.status || a.Body != want {
					t.Errorf("%s: %d %s", s.name, a.StatusCode, a.Body)
				}
				if s.known.ID != "" && r.Method != "GET" {
					refused = append(refused, r.Name+": "+s.known.Name+": "+s.detail)
				}
			}
		})
	}
	unchanged(t, refused...)
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
			if lower := strings.ToLower(e.PathParameters[name]); lower != e.PathParameters[name] { // a number has none
				bad["an id in lower case as "+name] = Path(name, lower)
			}
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

// unchanged fails the test if anything is stored otherwise than the story has it,
// but for the lines of exactly these refusals (rule A1), each as "route: who: why".
func unchanged(t *testing.T, refused ...string) {
	t.Helper()
	was, now, err := Noted(t.Context(), house.DB(), stack.Table, house.story)
	if err != nil {
		t.Fatal(err)
	}
	before, after := ByKey(was), ByKey(now)
	var lines []string
	for k, item := range after {
		if before[k] == item {
			continue
		}
		line, ok := refusal(item)
		if _, was := before[k]; was || !ok || !strings.HasPrefix(k, "AUDIT#") {
			t.Errorf("somebody changed something: %s", k)
			continue
		}
		noSecret(t, "the record", item)
		lines = append(lines, line)
	}
	for k := range before {
		if _, still := after[k]; !still {
			t.Errorf("somebody removed something: %s", k)
		}
	}
	slices.Sort(lines)
	slices.Sort(refused)
	if !slices.Equal(lines, refused) {
		t.Errorf("refused and on record:\n%s\nand should be:\n%s", strings.Join(lines, "\n"), strings.Join(refused, "\n"))
	}
}

// refusal is a line of the record that says that a call was refused.
func refusal(item string) (string, bool) {
	var e map[string]struct{ Value string }
	_ = json.Unmarshal([]byte(item), &e) // the version is a number: it has a Value too
	line := e["thingName"].Value + ": " + e["actorName"].Value + ": " + e["detail"].Value
	return line, e["action"].Value == string(audit.Refused) && e["actor"].Value != "" && e["thing"].Value != "" && e["from"].Value != ""
}
