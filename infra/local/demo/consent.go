package demo

import (
	"fmt"
	"slices"
	"strings"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/id"
)

// consent is the cast and the props of the credential-request story.
type consent struct {
	*telling
	una, ugo, pip, wyn *person

	organization id.Organization
	resource     id.Resource
	login        id.Credential
	request      id.Consent
}

const (
	keptPassword   = "kept-Pebble-4410-moss"
	madePassword   = "made-Willow-6205-fern"
	keptMark       = "Pebble-4410" // to be found wherever it leaks
	madeMark       = "Willow-6205"
	pleaseMessage  = "You are away next week, and the router is due."
	notThisMessage = "Use the company's."
)

// credentialRequest: a member keeps a login to themselves, admins ask for it, the
// owner answers, and takes the consent back (rules C3 to C7, G1; promise 9).
func credentialRequest(t *telling) error {
	c := &consent{
		telling: t,
		una:     t.person("Una", "una@southfen.example", "una has a long password"),
		ugo:     t.person("Ugo", "ugo@southfen.example", "ugo has a long password"),
		pip:     t.person("Pip", "pip@southfen.example", "pip has a long password"),
		wyn:     t.person("Wyn", "wyn@southfen.example", "wyn has a long password"),
	}
	return t.play(slices.Concat(c.keeping(), c.denied(), c.approved(), c.takenBack())...)
}

func (c *consent) in(path string) string { return at(c.organization, path) }

func (c *consent) own(path string) string {
	return c.in("/resources/" + string(c.resource) + "/credentials/" + string(c.login) + path)
}

func (c *consent) asked(path string) string { return c.in("/consents/" + string(c.request) + path) }

// keeping: a login that its owner keeps to themselves is closed to every admin.
func (c *consent) keeping() []namedStep {
	return []namedStep{
		{"Una founds South Fen, with Ugo as another admin, and Pip and Wyn", func() (err error) {
			if c.organization, err = c.una.signsUp("South Fen"); err != nil {
				return err
			}
			for who, role := range map[*person]string{c.ugo: "admin", c.pip: "user", c.wyn: "user"} {
				if err := c.una.invites(c.organization, who, role); err != nil {
					return err
				}
			}
			return nil
		}},
		{"Pip adds a login of their own for the router, and leaves \"allow admin access\" unticked", c.keeps},
		{"Una and Ugo see that it exists, unmanaged, and nothing secret", func() error {
			for _, p := range []*person{c.una, c.ugo} {
				var r api.ResourceDetail
				if err := p.must(200, "GET", c.in("/resources/"+string(c.resource)), nil, &r); err != nil {
					return err
				}
				if len(r.Credentials) != 1 || r.Credentials[0].Managed || r.Credentials[0].Username != "pip" {
					return fmt.Errorf("%s sees %+v", p.name, r.Credentials)
				}
			}
			return nil
		}},
		{"All admins are named to view logins there, and assigned to the router: it stays closed in spite of any policy", c.inSpite},
	}
}

func (c *consent) keeps() error {
	var r api.Resource
	if err := c.una.must(201, "POST", c.in("/resources"), map[string]string{"name": "Router", "address": "https://router.southfen.example"}, &r); err != nil {
		return err
	}
	c.resource = r.ID
	for _, p := range []*person{c.pip, c.una} {
		var me api.Me
		if err := p.must(200, "GET", "/api/me", nil, &me); err != nil {
			return err
		}
		if err := c.una.must(201, "POST", c.in("/resources/"+string(c.resource)+"/assignments"), map[string]any{"member": me.Person.ID}, nil); err != nil {
			return err
		}
	}
	var login api.Credential
	body := map[string]any{"name": "Router, Pip", "username": "pip", "secret": keptPassword, "belongsTo": "me"}
	err := c.pip.must(201, "POST", c.in("/resources/"+string(c.resource)+"/credentials"), body, &login)
	c.login = login.ID
	return err
}

func (c *consent) inSpite() error {
	if err := c.una.must(200, "POST", c.in("/resources/"+string(c.resource)+"/viewing"), map[string]any{"all": true}, nil); err != nil {
		return err
	}
	policy := map[string]any{"justInTime": true, "longest": 3600, "automatic": true}
	if err := c.una.must(200, "POST", c.in("/resources/"+string(c.resource)+"/policy"), policy, nil); err != nil {
		return err
	}
	ask := map[string]any{"length": 3600, "reason": "The router is due."}
	if err := c.una.must(201, "POST", c.in("/resources/"+string(c.resource)+"/requests"), ask, nil); err != nil {
		return err
	}
	for _, act := range []string{"/reveal", "/launch"} {
		if err := c.una.refused(403, "POST", c.own(act), nil, "has not allowed admin access"); err != nil {
			return err
		}
	}
	if err := c.una.refused(403, "POST", c.own("/reassign"), map[string]any{}, "has not allowed admin access"); err != nil {
		return err
	}
	return c.wyn.refused(404, "POST", c.own("/reveal"), nil)
}

// denied: admins ask, and the owner keeps it.
func (c *consent) denied() []namedStep {
	return []namedStep{
		{"Una requests it with a message; Pip is mailed her name and her words", func() error {
			if err := c.asks(c.una, pleaseMessage); err != nil {
				return err
			}
			m, err := c.pip.mail("Una asks for your login")
			if err == nil && (!strings.Contains(m.Text, pleaseMessage) || !strings.Contains(m.Text, "/consents/"+string(c.request))) {
				err = fmt.Errorf("the mail says %s", m.Text)
			}
			return err
		}},
		{"Ugo asks too, and joins the same request", func() error {
			before := c.request
			err := c.asks(c.ugo, "")
			if err == nil && c.request != before {
				err = fmt.Errorf("it is %s, not %s", c.request, before)
			}
			return err
		}},
		{"Nobody approves for Pip: Una and Ugo may not, and Wyn learns of nothing", func() error {
			for _, p := range []*person{c.una, c.ugo} {
				if err := p.refused(403, "POST", c.asked("/approve"), nil, "Only Pip answers this"); err != nil {
					return err
				}
			}
			return c.wyn.refused(404, "POST", c.asked("/approve"), nil)
		}},
		{"Pip denies with a note; Una and Ugo are both mailed it", func() error {
			if err := c.pip.must(200, "POST", c.asked("/deny"), map[string]string{"note": notThisMessage}, nil); err != nil {
				return err
			}
			return c.bothMailed("Pip denied admin access", notThisMessage)
		}},
		{"A second answer is 409, and says who answered and when", func() error {
			return c.pip.refused(409, "POST", c.asked("/approve"), nil, "Pip made it denied at 20")
		}},
	}
}

func (c *consent) asks(p *person, message string) error {
	var q api.Consent
	err := p.must(201, "POST", c.own("/request"), map[string]string{"message": message}, &q)
	c.request = q.ID
	return err
}

func (c *consent) bothMailed(subject, words string) error {
	for _, p := range []*person{c.una, c.ugo} {
		m, err := p.mail(subject)
		if err != nil {
			return err
		}
		if !strings.Contains(m.Text, words) {
			return fmt.Errorf("the mail to %s says %s", p.name, m.Text)
		}
	}
	return nil
}

// approved: asked again, and the owner lets admins at it: those who are named.
func (c *consent) approved() []namedStep {
	return []namedStep{
		{"Una asks again, Ugo joins, and Pip approves: both are told", func() error {
			if err := c.asks(c.una, ""); err != nil {
				return err
			}
			if err := c.asks(c.ugo, ""); err != nil {
				return err
			}
			if err := c.pip.must(200, "POST", c.asked("/approve"), nil, nil); err != nil {
				return err
			}
			return c.bothMailed("Pip allowed admin access", "It is managed now")
		}},
		{"Only Una is named to view it now: she sees it in her period, and Ugo does not", func() error {
			var me api.Me
			if err := c.una.must(200, "GET", "/api/me", nil, &me); err != nil {
				return err
			}
			naming := map[string]any{"admins": []id.Person{me.Person.ID}}
			if err := c.una.must(200, "POST", c.in("/resources/"+string(c.resource)+"/viewing"), naming, nil); err != nil {
				return err
			}
			if err := c.ugo.refused(403, "POST", c.own("/reveal"), nil, "You are not named"); err != nil {
				return err
			}
			return c.reveals(c.una, keptPassword)
		}},
		{"Una changes the password; Pip is mailed, and goes on with the new one", func() error {
			path := c.in("/credentials/" + string(c.login) + "/versions")
			if err := c.una.must(201, "POST", path, map[string]any{"version": 1, "secret": madePassword}, nil); err != nil {
				return err
			}
			if _, err := c.pip.mail("Your login Router, Pip was changed"); err != nil {
				return err
			}
			if err := c.reveals(c.una, madePassword); err != nil {
				return err
			}
			return c.reveals(c.pip, madePassword)
		}},
	}
}

func (c *consent) reveals(p *person, password string) error {
	var r api.Revealed
	if err := p.open(200, c.own("/reveal"), &r); err != nil {
		return err
	}
	if r.Secret != password {
		return fmt.Errorf("%s is not shown what it is", p.name)
	}
	return nil
}

// takenBack: back to unmanaged, with the count, and closed again at once.
func (c *consent) takenBack() []namedStep {
	return []namedStep{
		{"Pip looks what would end: Una may view it, and has seen it twice", func() error {
			var w api.ConsentWeighed
			if err := c.una.refused(403, "GET", c.own("/consent"), nil, "Only its owner"); err != nil {
				return err
			}
			return c.counts(c.pip.must(200, "GET", c.own("/consent"), nil, &w), w, true)
		}},
		{"Pip makes it unmanaged: the answer counts the same, and the admins are mailed", func() error {
			var w api.ConsentWeighed
			if err := c.counts(c.pip.must(200, "POST", c.own("/withdraw"), nil, &w), w, false); err != nil {
				return err
			}
			return c.bothMailed("Admin access to Router, Pip has ended", "closed to every admin")
		}},
		{"It is closed again at once: Una is refused in the middle of her period, and may not change it", func() error {
			if err := c.una.refused(403, "POST", c.own("/reveal"), nil, "has not allowed admin access"); err != nil {
				return err
			}
			path := c.in("/credentials/" + string(c.login) + "/versions")
			if err := c.una.refused(403, "POST", path, map[string]any{"version": 2, "secret": "other-Sedge-1150-flint"}, "has not allowed admin access"); err != nil {
				return err
			}
			return c.reveals(c.pip, madePassword)
		}},
		{"The record tells it all, and neither password is anywhere it should not be", func() error {
			l := lending{telling: c.telling}
			if err := l.record(c.una, c.organization, "consent.requested", "consent.joined", "consent.denied", "consent.requested", "consent.joined",
				"consent.approved", "credential.revealed", "credential.changed", "consent.withdrawn"); err != nil {
				return err
			}
			if err := c.nowhere(keptMark); err != nil {
				return err
			}
			return c.nowhere(madeMark)
		}},
	}
}

// counts checks what rests on the consent.
func (c *consent) counts(err error, w api.ConsentWeighed, managed bool) error {
	if err != nil {
		return err
	}
	if w.Managed != managed || len(w.Viewers) != 1 || w.Viewers[0].Name != "Una" || len(w.Seen) != 1 || w.Seen[0].Name != "Una" || w.Seen[0].Uses != 2 || !w.Seen[0].MayKnow {
		return fmt.Errorf("it counts %+v", w)
	}
	return nil
}
