package demo

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/id"
)

// jit is the cast and the props of the story about just-in-time access.
type jit struct {
	*telling
	ann, dan, vic, bob, cyd *person

	tern                        id.Organization
	support, contractors, watch id.Group
	server                      id.Resource
	login                       id.Credential
	ofSupport, ofContractors    id.Assignment
	bobs, cyds, more            api.Request
	glass                       api.Request
	links                       map[string]string // mailed to who may decide
}

const serverSecret = "tern-Beacon-6640-kelp"

// justInTime: locked until approved, open for a period, closed on the dot (rules
// J1 to J12, G2).
func justInTime(t *telling) error {
	j := &jit{
		telling: t,
		ann:     t.person("Ann Hale", "ann@tern.example", "ann has a long password"),
		dan:     t.person("Dan Voss", "dan@tern.example", "dan has a long password"),
		vic:     t.person("Vic Moreau", "vic@tern.example", "vic has a long password"),
		bob:     t.person("Bob Reyes", "bob@tern.example", "bob has a long password"),
		cyd:     t.person("Cyd Lund", "cyd@tern.example", "cyd has a long password"),
		links:   map[string]string{},
	}
	defer t.stack.Gateway().Ahead(0)
	return t.play(slices.Concat(j.founding(), j.reasoned(), j.asking(), j.deciding(), j.extending(),
		j.ending(), j.easing(), j.breaking(), j.locking(), j.reporting())...)
}

func (j *jit) in(path string) string { return at(j.tern, path) }

func (j *jit) of(path string) string { return j.in("/resources/" + string(j.server) + path) }

func (j *jit) asked(q api.Request, verb string) string {
	return j.in("/requests/" + string(q.ID) + verb)
}

// founding: a team, a server, and how it opens.
func (j *jit) founding() []namedStep {
	return []namedStep{
		{"Ann founds Tern Hosting; Dan joins as an admin, Vic, Bob and Cyd as users", func() (err error) {
			if j.tern, err = j.ann.signsUp("Tern Hosting"); err != nil {
				return err
			}
			for _, p := range []*person{j.dan, j.vic, j.bob, j.cyd} {
				role := "user"
				if p == j.dan {
					role = "admin"
				}
				if err := j.ann.invites(j.tern, p, role); err != nil {
					return err
				}
			}
			return nil
		}},
		{"She adds the Customer server with the company's login, for the Support team (Bob) and the Contractors (Cyd)", j.setting},
		{"Its default: just-in-time, up to 12 hours, a reason opens it. The Contractors' own: up to an hour, two must approve", j.policies},
		{"The Night watch (Vic and Cyd) may decide for it, beside the admins", func() (err error) {
			if j.watch, err = j.ann.groups(j.tern, "Night watch", j.vic, j.cyd); err != nil {
				return err
			}
			var p api.Policies
			err = j.ann.must(200, "POST", j.of("/approvers"), map[string]any{"groups": []id.Group{j.watch}}, &p)
			return claim(err, len(p.Approvers) == 1, "the approvers are %v", p.Approvers)
		}},
	}
}

func (j *jit) setting() (err error) {
	if j.support, err = j.ann.groups(j.tern, "Support", j.bob); err != nil {
		return err
	}
	if j.contractors, err = j.ann.groups(j.tern, "Contractors", j.cyd); err != nil {
		return err
	}
	var r api.Resource
	body := map[string]any{"name": "Customer server", "address": "https://server.tern.example/login"}
	if err := j.ann.must(201, "POST", j.in("/resources"), body, &r); err != nil {
		return err
	}
	j.server = r.ID
	var c api.Credential
	body = map[string]any{"name": "root", "username": "root", "secret": serverSecret, "belongsTo": "organization"}
	if err := j.ann.must(201, "POST", j.of("/credentials"), body, &c); err != nil {
		return err
	}
	j.login = c.ID
	for g, a := range map[id.Group]*id.Assignment{j.support: &j.ofSupport, j.contractors: &j.ofContractors} {
		var made api.Assignment
		if err := j.ann.must(201, "POST", j.of("/assignments"), map[string]any{"group": g, "credential": j.login}, &made); err != nil {
			return err
		}
		*a = made.ID
	}
	return nil
}

func (j *jit) policies() error {
	usual := map[string]any{"justInTime": true, "longest": 12 * 3600, "automatic": true}
	if err := j.ann.must(200, "POST", j.of("/policy"), usual, nil); err != nil {
		return err
	}
	strict := map[string]any{"justInTime": true, "longest": 3600, "needs": 2, "breakGlass": true}
	var p api.Policies
	if err := j.ann.must(200, "POST", j.of("/assignments/"+string(j.ofContractors)+"/policy"), strict, &p); err != nil {
		return err
	}
	for _, a := range p.Assignments {
		if own := a.Assignment == j.ofContractors; own == a.Inherited || own && a.Policy.Needs != 2 || !own && a.Policy.Longest != 12*3600 {
			return fmt.Errorf("the policies are %+v", p)
		}
	}
	return nil
}

// reasoned: the default, where a reason is enough.
func (j *jit) reasoned() []namedStep {
	return []namedStep{
		{"Bob is refused: the server is locked, and he is told what opens it; without a reason nothing does", func() error {
			if err := j.locked(j.bob, "Customer server is locked: say why you need it, and it opens."); err != nil {
				return err
			}
			return j.bob.refused(400, "POST", j.of("/requests"), map[string]any{}, "body.reason", "is needed here")
		}},
		{"With one it is open at once, for 12 hours, and he signs in", func() error {
			if err := j.bob.must(201, "POST", j.of("/requests"), map[string]any{"reason": "Ticket 4711: a disk is full"}, &j.bobs); err != nil {
				return err
			}
			if q := j.bobs; !q.Open || q.Closes.Sub(*q.Opens) != 12*time.Hour {
				return fmt.Errorf("it is open from %v to %v", q.Opens, q.Closes)
			}
			return j.launches(j.bob)
		}},
		{"He is done and ends it: it is locked again", func() error {
			if err := j.bob.must(200, "POST", j.asked(j.bobs, "/end"), nil, nil); err != nil {
				return err
			}
			return j.locked(j.bob, "is locked")
		}},
	}
}

// asking: what people must approve.
func (j *jit) asking() []namedStep {
	return []namedStep{
		{"Cyd is refused, with 403 access-locked: “Customer server is locked: ask to be let in.”", func() error {
			return j.locked(j.cyd, "Customer server is locked: ask to be let in.")
		}},
		{"She asks for an hour. Ann, Dan and Vic are mailed, with her reason as she wrote it and a link; she is not", func() error {
			reason := "Restore of <b>last night</b>"
			body := map[string]any{"length": 3600, "reason": reason}
			if err := j.cyd.must(201, "POST", j.of("/requests"), body, &j.cyds); err != nil {
				return err
			}
			for _, p := range []*person{j.ann, j.dan, j.vic} {
				m, err := p.mail("Cyd Lund asks to be let in to Customer server")
				if err != nil {
					return err
				}
				if !strings.Contains(m.Text, reason) || strings.Contains(m.HTML, "<b>last") {
					return fmt.Errorf("the mail does not show the reason as she wrote it")
				}
				if j.links[p.name], err = p.follows(m, j.asked(j.cyds, "")); err != nil {
					return err
				}
			}
			return j.untold(j.cyd, "asks to be let in")
		}},
		{"She may not approve it herself, though the Night watch decides and she is in it; asking again shows the one that waits", func() error {
			if err := j.cyd.refused(403, "POST", j.asked(j.cyds, "/approve"), map[string]any{}, "Nobody decides what they ask for themselves."); err != nil {
				return err
			}
			var again api.Request
			err := j.cyd.must(201, "POST", j.of("/requests"), map[string]any{"reason": "please"}, &again)
			return claim(err, again.ID == j.cyds.ID, "it is another request")
		}},
	}
}

// deciding: a quorum, and an approver who shortens.
func (j *jit) deciding() []namedStep {
	return []namedStep{
		{"Dan approves from his mailed link: one of two is not enough, she is refused still", func() error {
			q, err := j.approves(j.dan, j.links[j.dan.name], map[string]any{})
			if err = claim(err, q.State == "pending" && len(q.Approvals) == 1, "it is %s", q.State); err != nil {
				return err
			}
			return j.barred(j.cyd, "is locked")
		}},
		{"Vic, who is no admin, approves from his, and shortens it to 30 minutes: never longer than asked", func() error {
			if err := j.vic.refused(400, "POST", j.links[j.vic.name]+"/approve", map[string]any{"length": 3601}, "body.length", "never lengthen"); err != nil {
				return err
			}
			q, err := j.approves(j.vic, j.links[j.vic.name], map[string]any{"length": 1800, "note": "Half an hour is enough."})
			j.cyds = q
			return claim(err, q.Open && q.Closes.Sub(*q.Opens) == 30*time.Minute, "it is open from %v to %v", q.Opens, q.Closes)
		}},
		{"Cyd is mailed until when, with the zone and what remains, by whom and why; Dan and Ann see on their dashboards who decided", func() error {
			m, err := j.cyd.mail("You are let in to Customer server")
			if err != nil {
				return err
			}
			for _, words := range []string{j.cyds.Closes.UTC().Format("2 January 2006, 15:04 UTC"), "(in ", "Vic Moreau", "Half an hour is enough.", "shortened to 30 minutes"} {
				if !strings.Contains(m.Text, words) {
					return fmt.Errorf("the mail does not say %q:\n%s", words, m.Text)
				}
			}
			for _, p := range []*person{j.ann, j.dan} {
				if err := j.noticed(p, "Vic Moreau let Cyd Lund in to Customer server."); err != nil {
					return err
				}
			}
			return nil
		}},
		{"She is in", func() error { return j.launches(j.cyd) }},
	}
}
