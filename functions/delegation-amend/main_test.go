package main

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	"github.com/valetkey/valetkey/shared/table"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "delegation-amend")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.amend)
	return w
}

var spring = T0.AddDate(0, 3, 0)

// terms is what either side's records say of Social's.
func terms(w *World) (credential.Reader, access.Loan, delegation.Delegation) {
	r := credential.Reader{Credential: Social.Credential, Organization: BlueHarbor}
	res := access.Resource{Organization: BlueHarbor, ID: Social.Resource}
	d := delegation.Delegation{ID: Social.Delegation}
	w.Read(&r, &res, &d)
	return r, *res.Loan, d
}

func TestTheNewTermsAreEverywhereAtOnceAndOnBothRecords(t *testing.T) {
	w := told(t)
	got := Read[api.Delegation](w.Replay())
	r, loan, d := terms(w)
	if !got.AllowViewing || !got.Ends.Equal(spring) || r.Mode != credential.Read || !r.Ends.Equal(spring) ||
		loan.Mode != credential.Read || !loan.Ends.Equal(spring) || !d.Ends.Equal(spring) {
		t.Errorf("answered %+v; the reader %+v; the loan %+v", got, r, loan)
	}
	due := table.Due{Due: change.Due{At: spring, What: delegation.EndDue, ID: string(Social.Delegation)}}
	if w.Read(&due); due.Version == 0 {
		t.Error("the end has no date")
	}
	here, there := w.Record(OlgaHome)[0], w.Record(BlueHarbor)[0]
	const said = "viewing allowed, until 2026-06-02T09:00:00Z"
	if here.Action != audit.DelegationAmended || here.Detail != said || there.Action != audit.DelegationAmended || there.Detail != said || there.Actor != "" {
		t.Errorf("on record: %+v and %+v", here.Entry, there.Entry)
	}
	if w.Told() != "delegation-amended" {
		t.Errorf("told: %s", w.Told())
	}
}

func TestAnEndDateIsMovedAwayAndBackAndTakenAway(t *testing.T) {
	w := told(t)
	w.Replay().Is(200)
	w.Replay(Body(`{"ends":"2026-09-02T09:00:00Z"}`)).Is(200, "2026-09-02")
	w.Replay(Body(`{"ends":"2026-06-02T09:00:00Z"}`)).Is(200, "2026-06-02") // its date is on the list still
	w.Replay(Body(`{"endless":true}`)).Is(200).Never(`"ends"`)
	if r, loan, d := terms(w); r.Ends != nil || loan.Ends != nil || d.Ends != nil || r.Mode != credential.Read {
		t.Errorf("%+v; %+v", r, loan)
	}
	w.Replay(Body(`{"allowViewing":false}`)).Is(200, `"allowViewing":false`)
	if r, loan, _ := terms(w); r.Mode != credential.Use || loan.Mode != credential.Use {
		t.Errorf("%+v; %+v", r, loan)
	}
}

func TestWhatChangesNothingOrIsNoEndDateIsRefused(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		for body, says := range map[string]string{
			`{}`:                                "Nothing about the loan",
			`{"allowViewing":false}`:            "Nothing about the loan",
			`{"endless":true}`:                  "Nothing about the loan",
			`{"ends":"2026-03-02T09:59:59.9Z"}`: "at least an hour ahead",
			`{"ends":"2036-03-02T09:00:00.1Z"}`: "at most 10 years ahead",
			`{"ends":"2026-06-02T09:00:00Z","endless":true}`: "body.endless",
			`{"ends":"next spring"}`:                         "body.ends",
			`{"ends":"2026-06-02T09:00:00Z","seed":"x"}`:     "seed",
		} {
			w.Replay(Body(body)).Is(400, says)
		}
	})
}

func TestOnlyItsOwnerAmendsALoanAndOnlyWhileItIsOne(t *testing.T) {
	w := told(t)
	w.Unchanged(func() {
		w.Replay(Path("delegation", Newsletter.Delegation)).Is(409, "took this back")
		w.Replay(Path("delegation", Shop.Delegation)).Is(409, "pending")
	})
	w.Replay(Path("delegation", Bakery.Delegation)).Is(404)
	w.Replay(Path("delegation", Gate.Delegation)).Is(404)
	if a := w.Replay(As(Ann), Path("organization", BlueHarbor)); a.StatusCode != 404 {
		t.Errorf("who asked amends it: %d", a.StatusCode)
	}
	d := delegation.Delegation{ID: Social.Delegation}
	w.Read(&d)
	d.Ends = &T0
	w.Keep(change.Change{Records: []change.Record{d}}, "it ran out")
	w.Unchanged(func() { w.Replay().Is(409, "This came to its end date at 2026-03-02T09:00:00Z.") })
	w.Replay(At(T0.Add(-time.Millisecond))).Is(200)
}
