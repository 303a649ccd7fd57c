package demo

import (
	"fmt"
	"slices"
	"strings"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/id"
)

// strange is the cast and the props of the story about strangers.
type strange struct {
	*telling
	ann, dan, olga, zoe, gus, eve, mallory, lou *person
	known                                       []*person // whom Mallory asks first: Olga and two more

	harbor, tide, likes id.Organization // Blue Harbor IT, Tide Flowers, Quick Likes
	page, line, shop    api.Resource    // what Blue Harbor asks Olga, Gus and Eve for
	olgas               api.SignedIn
	token, gusToken     string         // mailed to Olga, and to Gus
	till                api.Resource   // Tide Flowers' own Web shop
	login               api.Credential // and its login
	claimed             api.Claimed    // by Eve
}

// strangers: what happens when people who do not know each other ask, guess,
// flood, leave and never answer (rules D2 to D9, F4, F5).
func strangers(t *telling) error {
	s := &strange{
		telling: t,
		ann:     t.person("Ann Hale", "ann@harbor.example", "ann has a long password"),
		dan:     t.person("Dan Voss", "dan@harbor.example", "dan has a long password"),
		olga:    t.person("Olga Brandt", "Olga+Page@Flowers.example", "olga has a long password"),
		zoe:     t.person("Zoe", "zoe@elsewhere.example", "zoe has a long password"),
		gus:     t.person("Gus Lindt", "gus@line.example", "gus has a long password"),
		eve:     t.person("Eve Tamm", "eve@tide.example", "eve has a long password"),
		mallory: t.person("Mallory", "mallory@likes.example", "mallory has one too"),
		lou:     t.person("Lou", "lou@nowhere.example", "lou has a long password"),
	}
	s.known = []*person{
		s.olga, t.person("Pia", "pia@bakery.example", "pia has a long password"), t.person("Kim", "kim@studio.example", "kim has a long password"),
	}
	return t.play(slices.Concat(s.forwarded(), s.guessing(), s.bounced(), s.flood(), s.unknown(),
		s.removed(), s.carriedOn(), s.elsewhere(), s.lent(), s.leaving(), s.lapsing())...)
}

// forwarded: what somebody can do with another's mail.
func (s *strange) forwarded() []namedStep {
	return []namedStep{
		{"Ann founds Blue Harbor IT and invites Dan as an admin: the link alone lets nobody in, the code from a second mail does", func() (err error) {
			if s.harbor, err = s.ann.signsUp("Blue Harbor IT"); err != nil {
				return err
			}
			return s.ann.invites(s.harbor, s.dan, "admin")
		}},
		{"Ann asks Olga for Flower page; a scanner opens the mailed link and posts at it: nothing changes", func() (err error) {
			if s.page, err = s.ann.asks(s.harbor, "Flower page", s.olga.email); err != nil {
				return err
			}
			m, token, err := s.olga.linked("asks to use your account Flower page")
			if err != nil {
				return err
			}
			s.token = token
			if err := s.scan(linkIn.FindString(m.Text)); err != nil {
				return err
			}
			return s.ann.stands(s.harbor, s.page.ID, "pending")
		}},
		{"Dan asks Olga for the same: he joins the request, and she is not mailed again", func() error {
			again := asking("Flower page", strings.ToLower(s.olga.email))
			var r api.Resource
			if err := s.dan.must(201, "POST", at(s.harbor, "/delegations/ask"), again, &r); err != nil {
				return err
			}
			if r.ID != s.page.ID {
				return fmt.Errorf("it is another request")
			}
			return nil
		}},
	}
}

// guessing: whoever holds the mail and not the mailbox; then whoever has both.
func (s *strange) guessing() []namedStep {
	return []namedStep{
		{"Olga forwards the mail to Zoe: she sees who asks, and five guesses kill the code", func() error {
			body := map[string]string{"token": s.token}
			var seen api.DelegationSeen
			if err := s.zoe.must(200, "POST", "/api/delegations/see", body, &seen); err != nil {
				return err
			}
			if seen.AskerEmail != s.ann.email || strings.Contains(seen.Owner, "lga+Pag") {
				return fmt.Errorf("the link shows %+v", seen)
			}
			if err := s.zoe.must(202, "POST", "/api/delegations/code", body, nil); err != nil {
				return err
			}
			guess := map[string]string{"token": s.token, "code": "0000 0000", "name": "Olga", "password": s.zoe.password}
			for range 5 {
				if err := s.zoe.refused(400, "POST", "/api/delegations/join", guess, "not the code"); err != nil {
					return err
				}
			}
			return s.zoe.refused(400, "POST", "/api/delegations/join", guess, "no longer good")
		}},
		{"Olga has another code mailed, joins with it and shares; Ann and Dan are both told", func() (err error) {
			if _, err := s.olga.mail("code"); err != nil { // the one that Zoe had mailed, which is dead
				return err
			}
			if s.olgas, err = s.olga.joins(s.token); err != nil {
				return err
			}
			body := map[string]any{"username": "olga.page", "secret": "page-" + mark, "allowViewing": false}
			if err := s.olga.must(200, "POST", s.lends(s.olgas, "/share"), body, nil); err != nil {
				return err
			}
			if _, err := s.ann.mail("Olga Brandt shared access to Flower page"); err != nil {
				return err
			}
			_, err = s.dan.mail("Olga Brandt shared access to Flower page")
			return err
		}},
	}
}

// lends is an address of what somebody claimed.
func (s *strange) lends(in api.SignedIn, path string) string {
	return at(in.Organization, "/delegations/"+string(in.Delegation)+path)
}

// bounced: an address that does not exist.
func (s *strange) bounced() []namedStep {
	return []namedStep{
		{"Ann asks an address that bounces: she is told that the mail did not arrive", func() error {
			r, err := s.ann.asks(s.harbor, "Old page", "bounce@simulator.amazonses.com")
			if err != nil {
				return err
			}
			if _, err := s.ann.mail("did not arrive"); err != nil {
				return err
			}
			var seen api.ResourceDetail
			if err := s.ann.must(200, "GET", at(s.harbor, "/resources/"+string(r.ID)), nil, &seen); err != nil {
				return err
			}
			if seen.Lender == nil || seen.Lender.Bounced == nil {
				return fmt.Errorf("the resource does not say so")
			}
			return s.ann.must(200, "POST", at(s.harbor, "/resources/"+string(r.ID)+"/request/cancel"), nil, nil)
		}},
	}
}

// flood: somebody whom nobody knows asks everybody.
func (s *strange) flood() []namedStep {
	return []namedStep{
		{"Mallory founds PayPa1 Support: the name waits for an operator, and may ask nobody", func() error {
			held := s.person("Mallory", "mallory@paypa1.example", "mallory has one too")
			o, err := held.signsUp("PayPa1 Support")
			if err != nil {
				return err
			}
			if _, err := held.mail("operator"); err != nil {
				return err
			}
			return held.refused(403, "POST", at(o, "/delegations/ask"), asking("Bank", s.known[1].email), "operator")
		}},
		{"She founds Quick Likes instead and asks 20 strangers; the 21st is refused", func() (err error) {
			if s.likes, err = s.mallory.signsUp("Quick Likes"); err != nil {
				return err
			}
			for i := range 20 {
				owner := fmt.Sprintf("stranger%d@many.example", i)
				if i < len(s.known) {
					owner = s.known[i].email
				}
				if _, err := s.mallory.asks(s.likes, fmt.Sprintf("Profile %d", i), owner); err != nil {
					return err
				}
			}
			a, err := s.mallory.ask("POST", at(s.likes, "/delegations/ask"), asking("Profile 20", "stranger20@many.example"))
			if err != nil {
				return err
			}
			if a.status != 409 && a.status != 403 && a.status != 429 {
				return fmt.Errorf("the 21st request answered %d: %s", a.status, a.body)
			}
			return nil
		}},
	}
}

// unknown: people who do not know who asks say so (rule D9).
func (s *strange) unknown() []namedStep {
	var tokens []string
	return []namedStep{
		{"Olga does not know them, and says so with a code: the request ends, Mallory is told, and cannot ask her again", func() error {
			for _, owner := range s.known {
				_, token, err := owner.linked("asks to use your account Profile")
				if err != nil {
					return err
				}
				tokens = append(tokens, token)
			}
			if err := s.known[0].disowns(tokens[0]); err != nil {
				return err
			}
			if _, err := s.mallory.mail("know"); err != nil {
				return err
			}
			return s.mallory.refused(403, "POST", at(s.likes, "/delegations/ask"), asking("Profile again", s.olga.email), "know")
		}},
		{"Two more say the same: Quick Likes may ask nobody until an operator has looked", func() error {
			for i, owner := range s.known[1:] {
				if err := owner.disowns(tokens[i+1]); err != nil {
					return err
				}
			}
			return s.mallory.refused(403, "POST", at(s.likes, "/delegations/ask"), asking("Profile 21", "stranger21@many.example"), "operator")
		}},
	}
}
