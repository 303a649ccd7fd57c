package demo

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"time"

	"github.com/valetkey/valetkey/infra/local/mailbox"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/id"
)

// groups makes a group with these people in it.
func (p *person) groups(o id.Organization, name string, who ...*person) (id.Group, error) {
	members := []id.Person{}
	for _, m := range who {
		var me api.Me
		if err := m.must(200, "GET", "/api/me", nil, &me); err != nil {
			return "", err
		}
		members = append(members, me.Person.ID)
	}
	var g api.Group
	err := p.must(201, "POST", at(o, "/groups"), map[string]any{"name": name, "members": members}, &g)
	return g.ID, err
}

// signsIn signs in with the password.
func (p *person) signsIn() error {
	var in api.SignedIn
	p.token = ""
	err := p.must(201, "POST", "/api/sessions", map[string]string{"email": p.email, "password": p.password, "carry": "bearer"}, &in)
	p.token = in.Token
	return err
}

var pageIn = regexp.MustCompile(`https?://[^\s#]+/requests/[^\s#]+`)

// follows opens the link in a mail, which is the page of what the mail is about,
// and answers the address that the page itself asks.
func (p *person) follows(m mailbox.Mail, about string) (string, error) {
	url := pageIn.FindString(m.Text)
	if url == "" || !strings.Contains(m.HTML, url) {
		return "", fmt.Errorf("the mail %q has no link in both its text and its HTML", m.Subject)
	}
	path, ours := strings.CutPrefix(url, p.t.stack.URL())
	if !ours || "/api"+path != about {
		return "", fmt.Errorf("the mail links to %s", url)
	}
	page, err := p.ask(http.MethodGet, path, nil)
	if err == nil && (page.status != 200 || !strings.Contains(string(page.body), "<html")) {
		err = fmt.Errorf("the page %s answers %d", url, page.status)
	}
	return "/api" + path, err
}

// approves is one yes, at the address that a mailed link leads to.
func (j *jit) approves(p *person, link string, body map[string]any) (q api.Request, err error) {
	var seen api.RequestDetail
	if err := p.must(200, "GET", link, nil, &seen); err != nil {
		return q, err
	}
	if !seen.MayDecide {
		return q, fmt.Errorf("%s may not decide it", p.name)
	}
	err = p.must(200, "POST", link+"/approve", body, &q)
	return q, err
}

func (j *jit) launch() string { return j.of("/credentials/" + string(j.login) + "/launch") }

// launches signs in with the server's login.
func (j *jit) launches(p *person) error {
	var f api.Fill
	err := p.fills(j.launch(), &f)
	return claim(err, f.Secret == serverSecret, "the launch does not fill in the server's password")
}

// locked checks that somebody is refused as who may ask, in words that hold these,
// and that their dashboard says so.
func (j *jit) locked(p *person, words string) error {
	if err := j.barred(p, words); err != nil {
		return err
	}
	a, err := j.stance(p)
	return claim(err, a.State == "locked", "%s's dashboard says %s", p.name, a.State)
}

func (j *jit) barred(p *person, words string) error {
	var problem api.Problem
	err := p.must(403, "POST", j.launch(), nil, &problem)
	return claim(err, strings.HasSuffix(problem.Type, ":access-locked") && strings.Contains(problem.Detail, words),
		"the refusal is %s: %s", problem.Type, problem.Detail)
}

// stance is how the server stands on somebody's dashboard.
func (j *jit) stance(p *person) (api.MyAccess, error) {
	var all api.Resources
	err := p.must(200, "GET", j.in("/resources"), nil, &all)
	for _, r := range all.Items {
		if r.ID == j.server && len(r.Access) > 0 {
			return r.Access[0], err
		}
	}
	return api.MyAccess{}, errors.Join(err, fmt.Errorf("it is not on %s's dashboard", p.name))
}

// noticed waits for a notice on somebody's dashboard.
func (j *jit) noticed(p *person, text string) error {
	return j.within(10*time.Second, func() error {
		var all api.Notices
		if err := p.must(200, "GET", "/api/notices", nil, &all); err != nil {
			return err
		}
		for _, n := range all.Items {
			if n.Text == text {
				return nil
			}
		}
		return fmt.Errorf("%s has no notice %q", p.name, text)
	})
}

// untold checks that somebody has no mail about a subject, once all is delivered.
func (j *jit) untold(p *person, subject string) error {
	all, err := j.stack.Mailbox().Mails(j.ctx, p.email)
	for _, m := range all {
		if strings.Contains(m.Subject, subject) {
			return fmt.Errorf("%s was mailed %q", p.name, m.Subject)
		}
	}
	return err
}

// within tries until it succeeds, for so long.
func (t *telling) within(most time.Duration, try func() error) error {
	ctx, done := context.WithTimeout(t.ctx, most)
	defer done()
	for {
		err := try()
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// aside tells a detail of the step that is played.
func (t *telling) aside(format string, args ...any) {
	fmt.Fprintf(t.out, "        %s\n", t.paint("2", fmt.Sprintf(format, args...)))
}

// claim is err or, if what is claimed is not so, what is.
func claim(err error, so bool, format string, args ...any) error {
	if err == nil && !so {
		err = fmt.Errorf(format, args...)
	}
	return err
}
