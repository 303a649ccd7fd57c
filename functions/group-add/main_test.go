package main

import (
	"strings"
	"sync/atomic"
	"testing"

	"github.com/valetkey/valetkey/infra/local/dynamo"
	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "group-add")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.add)
	return w
}

func group(w *World) identity.Group {
	g := identity.Group{Organization: BlueHarbor, ID: SocialTeam}
	w.Read(&g)
	return g
}

func member(w *World, p Person) identity.Member {
	m := identity.Member{Organization: BlueHarbor, Person: p.ID}
	w.Read(&m)
	return m
}

func TestWhoIsPutIntoAGroupCarriesItFromTheNextCallOn(t *testing.T) {
	w := told(t)
	w.Replay().Is(200, string(Dan.ID), string(Bob.ID))
	if m := member(w, Dan); len(m.Groups) != 1 || m.Groups[0] != SocialTeam || len(group(w).Members) != 2 {
		t.Errorf("%+v in %+v", m, group(w))
	}
	if e := w.Record(BlueHarbor)[0]; e.Action != audit.GroupJoined || e.Detail != "Dan" || w.Told() != "" {
		t.Errorf("on record: %+v; told %s", e, w.Told())
	}
	w.Unchanged(func() { w.Replay().Is(200) })
}

// rule G2
func TestAnAdminWhoJoinsAGroupThatIsOnAResourceIsToldOf(t *testing.T) {
	w := told(t)
	w.Replay(As(Dan)).Is(200)
	n := w.Waiting()
	if len(n) != 1 || n[0].Kind != change.OwnAccess || n[0].To != (change.Audience{Organization: BlueHarbor, Except: Dan.ID}) || n[0].By != "Dan" {
		t.Errorf("told %+v", n)
	}
	if e := w.Record(BlueHarbor)[0]; e.Detail != "Dan (own access)" {
		t.Errorf("on record: %+v", e)
	}
}

// Each by itself gives no access, and neither sees the other: whoever does both at
// once is told of all the same.
func TestAGroupThatIsAssignedAtTheSameMomentIsOwnAccessToo(t *testing.T) {
	w := told(t)
	g := identity.Group{Organization: BlueHarbor, ID: id.New[id.Group](T0, "empty", 0), Name: "Empty", Since: T0}
	w.Keep(change.Change{Records: []change.Record{g}}, "an empty group")
	w.Read(&g)
	var once atomic.Bool
	defer w.Dynamo.Before(func(r dynamo.Request) *dynamo.Fault {
		if r.Operation == "TransactWriteItems" && once.CompareAndSwap(false, true) {
			assign(w, g)
		}
		return nil
	})()
	w.Replay(As(Dan), Path("group", g.ID)).Is(200)
	if e := w.Record(BlueHarbor)[0]; w.Told() != "own-access" || e.Detail != "Dan (own access)" {
		t.Errorf("told %q; on record: %+v", w.Told(), e)
	}
}

// assign has Dan, who is not in it yet, put a group on Router.
func assign(w *World, g identity.Group) {
	f := access.Assigning{Group: g, Mode: credential.Use}
	f.Resource = access.Resource{Organization: BlueHarbor, ID: Router.Resource}
	f.Credential.ID = Router.Credential
	f.Reader = credential.Reader{Credential: Router.Credential, Organization: BlueHarbor}
	c := identity.Call{Route: "resource-assign", Who: identity.Admins, Writes: true, At: T0, ID: "assign", Token: Dan.Session()}
	by, err := w.Operator().Find(w.T.Context(), c, BlueHarbor, &f.Resource, &f.Credential, &f.Reader)
	if err != nil {
		w.T.Fatal(err)
	}
	_, ch, err := access.Assign(by, f)
	if err != nil {
		w.T.Fatal(err)
	}
	w.Keep(ch, "assign")
}

func TestOnlyMembersAreInAGroup(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		for _, p := range []Person{Eve, Rex, Olga} {
			w.Replay(Set("person", string(p.ID))).Is(400, "body.person", "no such member")
		}
		w.Replay(Set("person", "Dan")).Is(400, "body.person")
		w.Replay(As(Bob)).Is(403)
		w.Replay(Path("group", "group_01KGC6WBM0FGWQ3BHJQ51KB23A")).Is(404, "group")
	})
	w.Replay(Set("person", string(Sal.ID))).Is(200) // who is suspended keeps and gets
}

// rules C5, G2: a group that is named to view logins carries access too.
func TestWhoJoinsAGroupThatMayViewGivesThemselvesAccess(t *testing.T) {
	w := told(t)
	r := access.Resource{Organization: SouthFen, ID: Intranet}
	w.Read(&r)
	r.Viewing = &access.Viewing{Groups: []id.Group{Keyholders}}
	w.Keep(change.Change{Records: []change.Record{r, access.ViewedBy{Organization: SouthFen, Group: Keyholders, Resource: Intranet}}}, "Keyholders may view")
	w.Replay(As(Una), Path("organization", SouthFen), Path("group", Keyholders), Set("person", string(Una.ID))).Is(200)
	una := identity.Member{Organization: SouthFen, Person: Una.ID}
	if w.Read(&una); !r.ViewsMember(una) || w.Told() != "own-access" || !strings.Contains(w.Record(SouthFen)[0].Detail, "own access") {
		t.Errorf("told %s; on record %+v", w.Told(), w.Record(SouthFen)[0].Entry)
	}
}
