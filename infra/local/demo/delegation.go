package demo

import (
	"fmt"
	"slices"
	"strings"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/id"
)

// lending is the cast and the props of the delegation story.
type lending struct {
	*telling
	ann, bob, olga, mallory *person

	organization id.Organization
	group        id.Group
	resource     id.Resource
	request      id.Delegation
	credential   id.Credential
	home         id.Organization // Olga's own
	link, token  string          // mailed to Olga
}

const (
	firstPassword  = "first-Harbour-7781-gull"
	secondPassword = "second-Lantern-2290-reef"
	mark           = "Harbour-7781" // of the first, to be found wherever it leaks
	mark2          = "Lantern-2290"
)

// delegation: a team asks an outside owner for the use of an account, the owner
// lends it, the team uses it, the owner takes it back (rules D1 to D8).
func delegation(t *telling) error {
	l := cast(t, "example")
	return t.play(slices.Concat(l.team(), l.asking(), l.answering(), l.using(), l.ending(), l.inTheBrowser())...)
}

// cast is the people of the story, with mail addresses under a domain.
func cast(t *telling, domain string) *lending {
	return &lending{
		telling: t,
		ann:     t.person("Ann", "ann@blueharbor."+domain, "ann has a long password"),
		bob:     t.person("Bob Reyes", "bob@blueharbor."+domain, "bob has a long password"),
		olga:    t.person("Olga", "olga@flowers."+domain, "olga has a long password"),
		mallory: t.person("Mallory", "mallory@elsewhere."+domain, "mallory has one too"),
	}
}

func (l *lending) in(path string) string {
	return "/api/organizations/" + string(l.organization) + path
}

func (l *lending) mine(path string) string {
	return "/api/organizations/" + string(l.home) + "/delegations/" + string(l.request) + path
}

func (l *lending) use(verb string) string {
	return l.in("/resources/" + string(l.resource) + "/credentials/" + string(l.credential) + "/" + verb)
}

// team: a provider signs up, and a colleague joins.
func (l *lending) team() []namedStep { return slices.Concat(l.founding(), l.joiners()) }

func (l *lending) founding() []namedStep {
	var token string
	return []namedStep{
		{"Ann signs up Blue Harbor IT, and is told to look into her mailbox", func() error {
			return l.ann.must(202, "POST", "/api/signups", map[string]string{
				"organization": "Blue Harbor IT", "name": "Ann Hale", "email": l.ann.email, "password": l.ann.password,
			}, nil)
		}},
		{"A mail scanner opens the link and posts at it: nothing is confirmed", func() error {
			m, err := l.ann.mail("Confirm your mail address")
			if err != nil {
				return err
			}
			url, t, err := link(m)
			if err != nil {
				return err
			}
			token = t
			if err := l.scan(url); err != nil {
				return err
			}
			return l.ann.refused(401, "POST", "/api/signups/confirm", confirm(token, "not her password"), "password")
		}},
		{"Ann confirms with her password: the organization exists, and she is its admin", func() error {
			var in api.SignedIn
			if err := l.ann.must(201, "POST", "/api/signups/confirm", confirm(token, l.ann.password), &in); err != nil {
				return err
			}
			l.ann.token, l.organization = in.Token, in.Organization
			return nil
		}},
	}
}

// joiners: a colleague, and the group he is put into.
func (l *lending) joiners() []namedStep {
	return []namedStep{
		{"Ann invites Bob; he accepts from the mail with a code from a second one, and she is told", func() error {
			if err := l.ann.invites(l.organization, l.bob, "user"); err != nil {
				return err
			}
			_, err := l.ann.mail("Bob Reyes joined")
			return err
		}},
		{"Ann makes the group Social team, with Bob in it", func() error {
			var me api.Me
			if err := l.bob.must(200, "GET", "/api/me", nil, &me); err != nil {
				return err
			}
			var g api.Group
			err := l.ann.must(201, "POST", l.in("/groups"), map[string]any{"name": "Social team", "members": []id.Person{me.Person.ID}}, &g)
			l.group = g.ID
			return err
		}},
	}
}

// asking: the request, its mail, and what the mail alone cannot do.
func (l *lending) asking() []namedStep {
	return []namedStep{
		{"Ann asks olga@flowers.example for the use of Social account, with a message", func() error {
			var r api.Resource
			err := l.ann.must(201, "POST", l.in("/delegations/ask"), map[string]string{
				"name": "Social account", "address": "https://social.example/login", "owner": l.olga.email,
				"message": "Hello Olga, we post the spring offers for you. <b>Ann</b>",
			}, &r)
			l.resource = r.ID
			if err == nil && (r.State != "pending" || r.Kind != "delegated") {
				err = fmt.Errorf("the resource is %s and %s", r.Kind, r.State)
			}
			return err
		}},
		{"It appears at once as pending for Ann, and not at all for Bob", func() error {
			if err := l.listed(l.ann, "pending"); err != nil {
				return err
			}
			return l.listed(l.bob, "")
		}},
		{"Olga is mailed who asks and for what; a scanner opens the link and posts at it: nothing changes", func() error {
			m, err := l.olga.mail("asks to use your account Social account")
			if err != nil {
				return err
			}
			if l.link, l.token, err = link(m); err != nil {
				return err
			}
			if !strings.Contains(m.Text, l.ann.email) || strings.Contains(m.HTML, "<b>Ann</b>") {
				return fmt.Errorf("the mail does not show the asker's address, or shows the message unescaped")
			}
			if err := l.scan(l.link); err != nil {
				return err
			}
			return l.listed(l.ann, "pending")
		}},
		{"Mallory got the mail forwarded: she sees who asks, and cannot claim it without the second mail", func() error {
			var seen api.DelegationSeen
			if err := l.mallory.must(200, "POST", "/api/delegations/see", map[string]string{"token": l.token}, &seen); err != nil {
				return err
			}
			if seen.AskerEmail != l.ann.email || seen.State != "pending" {
				return fmt.Errorf("the link shows %+v", seen)
			}
			if err := l.mallory.must(202, "POST", "/api/delegations/code", map[string]string{"token": l.token}, nil); err != nil {
				return err
			}
			return l.mallory.refused(400, "POST", "/api/delegations/join", l.joining(l.mallory, "0000 0000"), "body.code")
		}},
	}
}

func (l *lending) joining(p *person, code string) map[string]string {
	return map[string]string{"token": l.token, "code": code, "name": "Olga Brandt", "password": p.password, "carry": "bearer"}
}

// answering: the owner claims and shares; the asker is told and assigns.
func (l *lending) answering() []namedStep {
	return []namedStep{
		{"Olga types the code from her mailbox: she has a free account, and the request is hers", func() error {
			m, err := l.olga.mail("Your code")
			if err != nil {
				return err
			}
			var in api.SignedIn
			if err := l.olga.must(201, "POST", "/api/delegations/join", l.joining(l.olga, codeIn.FindString(m.Text)), &in); err != nil {
				return err
			}
			l.olga.token, l.home, l.request = in.Token, in.Organization, in.Delegation
			return nil
		}},
		{"Olga shares the login; a second answer is told who answered and when", func() error {
			body := map[string]any{"username": "olga.flowers", "secret": firstPassword, "notes": "shop account, " + mark}
			var d api.Delegation
			if err := l.olga.must(200, "POST", l.mine("/share"), body, &d); err != nil {
				return err
			}
			l.credential = d.Credential
			return l.olga.refused(409, "POST", l.mine("/deny"), map[string]string{}, "Olga Brandt shared this already at ")
		}},
		{"Ann is mailed that Olga shared it; it is ready", func() error {
			if _, err := l.ann.mail("Olga Brandt shared access to Social account"); err != nil {
				return err
			}
			return l.listed(l.ann, "ready")
		}},
		{"Ann, though admin, may not sign in with it: she has no assignment", func() error {
			return l.ann.refused(403, "POST", l.use("launch"), nil, "not assigned")
		}},
		{"Ann assigns the Social team, to use it; it is on Bob's dashboard", func() error {
			body := map[string]any{"group": l.group, "credential": l.credential, "mode": "use"}
			if err := l.ann.refused(400, "POST", l.in("/resources/"+string(l.resource)+"/assignments"),
				map[string]any{"group": l.group, "credential": l.credential, "mode": "read"}, "body.mode"); err != nil {
				return err
			}
			if err := l.ann.must(201, "POST", l.in("/resources/"+string(l.resource)+"/assignments"), body, nil); err != nil {
				return err
			}
			return l.listed(l.bob, "ready")
		}},
	}
}
