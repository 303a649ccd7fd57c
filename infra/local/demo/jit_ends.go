package demo

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/valetkey/valetkey/shared/api"
)

// extending: more time without a gap, and an early end that leaves nothing.
func (j *jit) extending() []namedStep {
	return []namedStep{
		{"She asks for 20 minutes more: until that is decided her old end stands", func() error {
			body := map[string]any{"length": 1200, "reason": "The restore is slow"}
			if err := j.cyd.must(201, "POST", j.of("/requests"), body, &j.more); err != nil {
				return err
			}
			a, err := j.stance(j.cyd)
			return claim(err, j.more.Extends && a.State == "open" && a.Until.Equal(*j.cyds.Closes), "her dashboard says %s until %v", a.State, a.Until)
		}},
		{"Two approve: it begins at the very instant at which the first ends; there is no gap, and no time is lost", func() (err error) {
			for _, p := range []*person{j.ann, j.vic} {
				m, err := p.mail("Cyd Lund asks for more time in Customer server")
				if err != nil {
					return err
				}
				link, err := p.follows(m, j.asked(j.more, ""))
				if err != nil {
					return err
				}
				if j.more, err = j.approves(p, link, map[string]any{}); err != nil {
					return err
				}
			}
			a, err := j.stance(j.cyd)
			return claim(err, j.more.Opens.Equal(*j.cyds.Closes) && j.more.Closes.Sub(*j.more.Opens) == 20*time.Minute && a.Until.Equal(*j.more.Closes),
				"it goes from %v to %v, and her dashboard says until %v", j.more.Opens, j.more.Closes, a.Until)
		}},
		{"She is done early and ends it: refused at once, and so she is when her extension would have begun", j.endsEarly},
	}
}

// endsEarly looks ahead, into the time of the extension, by the front door's clock.
func (j *jit) endsEarly() error {
	if err := j.cyd.must(200, "POST", j.asked(j.cyds, "/end"), nil, nil); err != nil {
		return err
	}
	if err := j.locked(j.cyd, "is locked"); err != nil {
		return err
	}
	j.stack.Gateway().Ahead(time.Until(j.more.Opens.Add(time.Minute)))
	defer j.stack.Gateway().Ahead(0)
	return j.barred(j.cyd, "is locked")
}

// ending: a period of seconds, with nothing that would end it.
func (j *jit) ending() []namedStep {
	var woken int
	return []namedStep{
		{"The Step Functions host is stopped. Bob is let in for 5 seconds; he is out in the very instant of the end", func() error {
			j.stack.Machine().Down()
			woken = j.wrote("period-wake")
			return j.bySeconds()
		}},
		{"The host is back. The sweep writes the end down, at its instant, and mails Bob", func() error {
			if err := j.stack.Machine().Up(); err != nil {
				return err
			}
			return j.tidied(woken)
		}},
	}
}

// bySeconds launches as fast as it can from before a period's end until after it.
// Who is asked after the end must refuse; who answered before it must have let in.
func (j *jit) bySeconds() error {
	body := map[string]any{"length": 5, "reason": "One look at the log"}
	if err := j.bob.must(201, "POST", j.of("/requests"), body, &j.bobs); err != nil {
		return err
	}
	end := *j.bobs.Closes
	inside, after := 0, 0
	for time.Now().Before(end.Add(time.Second)) {
		sent := time.Now()
		a, err := j.bob.ask(http.MethodPost, j.launch(), nil)
		if err != nil {
			return err
		}
		switch {
		case !sent.Before(end): // to the millisecond, as the front door counts
			if after++; a.status != 403 {
				return fmt.Errorf("%s after the end it answered %d", sent.Sub(end), a.status)
			}
		case time.Now().Before(end):
			if inside++; a.status != 200 {
				return fmt.Errorf("%s before the end it answered %d", end.Sub(sent), a.status)
			}
		}
	}
	j.aside("%d launches before %s were let in; of %d at or after it, none was", inside, end.UTC().Format("15:04:05.000 UTC"), after)
	return claim(nil, inside > 0 && after > 0, "there were %d launches before the end and %d after it", inside, after)
}

// tidied checks that the end of Bob's seconds comes on record, and says by whom.
func (j *jit) tidied(woken int) error {
	by := "the sweep's own round of the minute did it"
	ended, err := j.onRecord()
	if err != nil {
		return err
	}
	if !ended {
		by = "a sweep that was called at once did it"
		if err := j.within(10*time.Second, j.swept); err != nil {
			return err
		}
	}
	if j.wrote("period-wake") != woken {
		by = "the workflow, once it could be started, did it"
	}
	j.aside("%s", by)
	m, err := j.bob.mail("Your access to Customer server is over")
	return claim(err, strings.Contains(m.Text, j.bobs.Closes.UTC().Format("2 January 2006, 15:04 UTC")), "the mail does not say when it ended")
}

// swept has a sweep come, and checks that the end is on record. A sweep that meets
// the workflow at the very same end leaves it to whoever was first.
func (j *jit) swept() error {
	if r, err := j.stack.Clock().Fire(j.ctx, "due-sweep", time.Now()); err != nil || r.Failed {
		return fmt.Errorf("due-sweep: %w %s", err, r.Payload)
	}
	ended, err := j.onRecord()
	return claim(err, ended, "the end is not on record")
}

// onRecord reports whether the end of Bob's period is written down, at its instant.
func (j *jit) onRecord() (bool, error) {
	var q api.RequestDetail
	if err := j.ann.must(200, "GET", j.asked(j.bobs, ""), nil, &q); err != nil {
		return false, err
	}
	i := slices.IndexFunc(q.Timeline, func(e api.AuditEntry) bool { return e.Action == "access.ended" })
	if i < 0 {
		return false, nil
	}
	return true, claim(nil, q.Timeline[i].At.Equal(*j.bobs.Closes), "it is on record at %s", q.Timeline[i].At)
}

// wrote counts what a function has written so far.
func (t *telling) wrote(function string) (n int) {
	for _, e := range t.stack.Ledger().Of(function) {
		if e.Operation == "TransactWriteItems" && e.Fault == "" {
			n++
		}
	}
	return n
}

// easing: an admin and what holds themselves (rule G2).
func (j *jit) easing() []namedStep {
	var on api.Assignment
	return []namedStep{
		{"Dan, an admin, puts himself on the server: Ann is told, and he is refused like anyone until he asks", func() error {
			var me api.Me
			if err := j.dan.must(200, "GET", "/api/me", nil, &me); err != nil {
				return err
			}
			body := map[string]any{"member": me.Person.ID, "credential": j.login}
			if err := j.dan.must(201, "POST", j.of("/assignments"), body, &on); err != nil {
				return err
			}
			if _, err := j.ann.mail("Dan Voss gave themselves access to Customer server"); err != nil {
				return err
			}
			return j.locked(j.dan, "is locked")
		}},
		{"He makes his own assignment standing: it takes effect, is marked on record, and Ann is mailed at once", func() error {
			if err := j.dan.must(200, "POST", j.of("/assignments/"+string(on.ID)+"/policy"), map[string]any{}, nil); err != nil {
				return err
			}
			if _, err := j.ann.mail("Dan Voss gave themselves access to Customer server"); err != nil {
				return err
			}
			if err := j.launches(j.dan); err != nil {
				return err
			}
			return j.marked("own access")
		}},
	}
}

// marked checks that the newest change of a policy is on record with these words.
func (j *jit) marked(words string) error {
	var page api.AuditPage
	if err := j.ann.must(200, "GET", j.in("/audit?limit=100"), nil, &page); err != nil {
		return err
	}
	i := slices.IndexFunc(page.Items, func(e api.AuditEntry) bool { return e.Action == "policy.set" })
	return claim(nil, i >= 0 && strings.Contains(page.Items[i].Detail, words), "the record does not say %q", words)
}
