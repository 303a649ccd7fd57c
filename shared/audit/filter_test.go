package audit_test

import (
	"testing"
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
)

var nine = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

const person = id.Person("person_01J00000000000000000000000")

func TestAQuestionIsReadOrRefusedByField(t *testing.T) {
	for _, tt := range []struct {
		name  string
		ask   audit.Question
		want  audit.Filter
		field string
	}{
		{name: "nothing", want: audit.Filter{}},
		{name: "a person", ask: audit.Question{Person: person, Action: "credential."}, want: audit.Filter{Person: person, Action: "credential."}},
		{name: "a day", ask: audit.Question{From: "2026-03-02T09:00:00Z", To: "2026-03-03T09:00:00Z"}, want: audit.Filter{From: nine, To: nine.AddDate(0, 0, 1)}},
		{name: "another zone", ask: audit.Question{From: "2026-03-02T10:30:00+01:30"}, want: audit.Filter{From: nine}},
		{name: "below a millisecond", ask: audit.Question{From: "2026-03-02T08:59:59.9990001Z"}, want: audit.Filter{From: nine}},
		{name: "an instant and itself", ask: audit.Question{From: "2026-03-02T09:00:00Z", To: "2026-03-02T09:00:00Z"}, want: audit.Filter{From: nine, To: nine}},
		{name: "a person and a thing", ask: audit.Question{Person: person, Thing: "res_1"}, field: "query.thing"},
		{name: "a date", ask: audit.Question{From: "2026-03-02"}, field: "query.from"},
		{name: "no zone", ask: audit.Question{To: "2026-03-02T09:00:00"}, field: "query.to"},
		{name: "a plus that became a blank", ask: audit.Question{To: "2026-03-02T09:00:00 02:00"}, field: "query.to"},
		{name: "seconds since 1970", ask: audit.Question{From: "1772442000"}, field: "query.from"},
		{name: "a day that is not", ask: audit.Question{From: "2026-02-29T00:00:00Z"}, field: "query.from"},
		{name: "the zero time", ask: audit.Question{To: "0001-01-01T00:00:00Z"}, field: "query.to"},
		{name: "backwards", ask: audit.Question{From: "2026-03-02T09:00:00Z", To: "2026-03-02T08:59:59Z"}, field: "query.to"},
	} {
		got, err := tt.ask.Filter()
		if tt.field == "" {
			if err != nil || got != tt.want {
				t.Errorf("%s: %+v, %v", tt.name, got, err)
			}
			continue
		}
		if f, ok := err.(*fault.Error); !ok || f.Kind != fault.Invalid || f.Fields[0].Name != tt.field || got != (audit.Filter{}) {
			t.Errorf("%s: %+v, %v", tt.name, got, err)
		}
	}
}

func TestALineIsMeantByEverythingThatIsAsked(t *testing.T) {
	line := audit.Entry{At: nine, Action: audit.CredentialRevealed, Actor: person, Thing: "cred_1"}
	for _, tt := range []struct {
		f    audit.Filter
		want bool
	}{
		{audit.Filter{}, true},
		{audit.Filter{Person: person}, true},
		{audit.Filter{Person: "person_2"}, false},
		{audit.Filter{Thing: "cred_1"}, true},
		{audit.Filter{Thing: "cred_"}, false},
		{audit.Filter{Action: "credential.revealed"}, true},
		{audit.Filter{Action: "credential."}, true},
		{audit.Filter{Action: "credential"}, false}, // no dot: an action of that name
		{audit.Filter{Action: "credential.reveal"}, false},
		{audit.Filter{Action: "session."}, false},
		{audit.Filter{From: nine}, true},
		{audit.Filter{From: nine.Add(time.Millisecond)}, false},
		{audit.Filter{To: nine}, false}, // the end is outside
		{audit.Filter{To: nine.Add(time.Millisecond)}, true},
		{audit.Filter{Person: person, Action: "session."}, false},
	} {
		if tt.f.Meant(line) != tt.want {
			t.Errorf("%+v: %v", tt.f, !tt.want)
		}
	}
}

func TestARecordStaysForItsTerm(t *testing.T) { // rule A3
	for years, want := range map[int]int{0: 2019, 1: 2025, 7: 2019, 10: 2016} {
		if got := audit.Floor(nine, years); got != time.Date(want, 3, 2, 9, 0, 0, 0, time.UTC) {
			t.Errorf("%d years: %s", years, got)
		}
	}
}
