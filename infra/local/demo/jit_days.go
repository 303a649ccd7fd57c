package demo

import (
	"errors"
	"strings"
	"time"

	"github.com/valetkey/valetkey/shared/api"
)

// day has the front door date what comes so many days ahead, and everybody sign
// in anew, whose sessions would have ended by then.
func (j *jit) day(days int) error {
	j.stack.Gateway().Ahead(time.Duration(days) * 24 * time.Hour)
	var failed error
	for _, p := range []*person{j.ann, j.dan, j.bob, j.cyd} {
		failed = errors.Join(failed, p.signsIn())
	}
	return failed
}

// breaking: in need at night, and what is owed the day after (rule J12).
func (j *jit) breaking() []namedStep {
	return []namedStep{
		{"Say it is three at night, and nobody answers: Cyd breaks the glass and is in at once, for an hour at most", func() error {
			if err := j.cyd.refused(400, "POST", j.of("/break-glass"), map[string]any{"length": 3601, "reason": "x"}, "body.length"); err != nil {
				return err
			}
			body := map[string]any{"reason": "The customer's mail is down, and it is three at night"}
			if err := j.cyd.must(201, "POST", j.of("/break-glass"), body, &j.glass); err != nil {
				return err
			}
			if err := j.launches(j.cyd); err != nil {
				return err
			}
			long := j.glass.Closes.Sub(*j.glass.Opens)
			return claim(nil, long == time.Hour && len(j.glass.Approvals) == 0, "it is open for %s", long)
		}},
		{"Everybody who could have approved is mailed BREAK-GLASS: Ann, Dan and Vic", func() error {
			for _, p := range []*person{j.ann, j.dan, j.vic} {
				m, err := p.mail("BREAK-GLASS: Cyd Lund opened Customer server")
				if err != nil {
					return err
				}
				if !strings.Contains(m.Text, "three at night") {
					return errors.New("the mail does not say why")
				}
				if _, err := p.follows(m, j.asked(j.glass, "")); err != nil {
					return err
				}
			}
			return nil
		}},
		{"The next day (simulated: the front door's clock is set a day ahead, and all sign in anew) it is over, and its review is owed", func() error {
			if err := j.day(1); err != nil {
				return err
			}
			if err := j.locked(j.cyd, "is locked"); err != nil {
				return err
			}
			return j.waits(true)
		}},
		{"Cyd may not review what she did herself; Dan does, and nothing waits any more", func() error {
			note := map[string]any{"note": "Talked to the customer: it was needed."}
			if err := j.cyd.refused(403, "POST", j.asked(j.glass, "/review"), note, "Nobody reviews what they did themselves."); err != nil {
				return err
			}
			var q api.Request
			if err := j.dan.must(200, "POST", j.asked(j.glass, "/review"), note, &q); err != nil {
				return err
			}
			if q.Reviewed == nil || q.Reviewed.Name != "Dan Voss" {
				return errors.New("it does not say who reviewed it")
			}
			return j.waits(false)
		}},
	}
}

// waits checks whether the broken glass is among what waits for the admins.
func (j *jit) waits(does bool) error {
	var open api.Requests
	err := j.dan.must(200, "GET", j.in("/requests"), nil, &open)
	found := false
	for _, q := range open.Items {
		found = found || q.ID == j.glass.ID
	}
	return claim(err, found == does, "that it waits is %t", found)
}

// locking: standing access that locks itself (rule J10).
func (j *jit) locking() []namedStep {
	var until time.Time
	return []namedStep{
		{"The Support team's access is made standing, locked after 7 days without use: Bob's dashboard says when, and using it puts it off", func() error {
			body := map[string]any{"lockAfter": 7, "automatic": true}
			if err := j.ann.must(200, "POST", j.of("/assignments/"+string(j.ofSupport)+"/policy"), body, nil); err != nil {
				return err
			}
			before, err := j.stance(j.bob)
			if err != nil || before.Until == nil {
				return claim(err, false, "his dashboard says %s", before.State)
			}
			if err := j.launches(j.bob); err != nil {
				return err
			}
			after, err := j.stance(j.bob)
			if err != nil || after.Until == nil {
				return claim(err, false, "his dashboard says %s", after.State)
			}
			until = *after.Until
			left := time.Until(until) - 24*time.Hour // by the front door's clock
			j.aside("it locked %s; used now, it locks %s", before.Until.UTC().Format("on 2 January, 15:04 UTC"), until.UTC().Format("on 2 January, 15:04 UTC"))
			return claim(nil, after.State == "standing" && until.After(*before.Until) && left > 7*24*time.Hour-time.Minute && left <= 7*24*time.Hour,
				"it locks in %s", left)
		}},
		{"A week without use goes by (simulated as before): it has locked itself, and Bob is told so", func() error {
			if err := j.day(9); err != nil {
				return err
			}
			return j.locked(j.bob, "Customer server locked itself after 7 days without use: ask to regain it.")
		}},
		{"He says why he needs it, and has it again, for good as long as he uses it", func() error {
			var q api.Request
			if err := j.bob.must(201, "POST", j.of("/requests"), map[string]any{"reason": "I am back from leave"}, &q); err != nil {
				return err
			}
			if q.Want != "regain" || q.Closes != nil {
				return errors.New("what he asked for is not to have it again")
			}
			return j.launches(j.bob)
		}},
		{"What passed is on record, from the first reason to the last", func() error {
			return j.told("access.opened", "access.ended", "access.requested", "access.approved", "access.opened", "access.ended",
				"access.broke_glass", "access.reviewed", "access.opened")
		}},
	}
}

// told checks that the record holds these acts, in this order.
func (j *jit) told(acts ...string) error {
	next, after := len(acts)-1, "" // newest first
	for {
		var page api.AuditPage
		if err := j.ann.must(200, "GET", j.in("/audit?limit=100&after="+after), nil, &page); err != nil {
			return err
		}
		for _, e := range page.Items {
			if next >= 0 && e.Action == acts[next] {
				next--
			}
		}
		if after = page.Next; after == "" || next < 0 {
			return claim(nil, next < 0, "the record lacks one of %v", acts)
		}
	}
}
