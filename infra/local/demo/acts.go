package demo

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/valetkey/valetkey/infra/local/mailbox"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/id"
)

// What people do in more than one story, over HTTP and mail as everything here.

// signsUp founds an organization and signs in.
func (p *person) signsUp(organization string) (id.Organization, error) {
	body := map[string]string{"organization": organization, "name": p.name, "email": p.email, "password": p.password}
	if err := p.must(202, http.MethodPost, "/api/signups", body, nil); err != nil {
		return "", err
	}
	_, token, err := p.linked("Confirm your mail address")
	if err != nil {
		return "", err
	}
	var in api.SignedIn
	err = p.must(201, http.MethodPost, "/api/signups/confirm", confirm(token, p.password), &in)
	p.token = in.Token
	return in.Organization, err
}

// invites has somebody new become a member: they are mailed a link and then, as
// the link alone lets nobody in, a code.
func (p *person) invites(o id.Organization, who *person, role string) error {
	return p.invitesAt(at(o, "/invitations"), who, role)
}

// invitesAt is invites, to what another address leads to.
func (p *person) invitesAt(address string, who *person, role string) error {
	body := map[string]string{"email": who.email, "role": role}
	if err := p.must(201, http.MethodPost, address, body, nil); err != nil {
		return err
	}
	_, token, err := who.linked("invites you")
	if err != nil {
		return err
	}
	accept := map[string]string{"token": token, "name": who.name, "password": who.password, "carry": "bearer"}
	if err := who.refused(400, http.MethodPost, "/api/invitations/accept", accept, "body.code"); err != nil {
		return err
	}
	if err := who.must(202, http.MethodPost, "/api/invitations/code", map[string]string{"token": token}, nil); err != nil {
		return err
	}
	if accept["code"], err = who.code(); err != nil {
		return err
	}
	var in api.SignedIn
	err = who.must(201, http.MethodPost, "/api/invitations/accept", accept, &in)
	who.token = in.Token
	return err
}

// asks asks an owner for the use of an account.
func (p *person) asks(o id.Organization, account, owner string) (api.Resource, error) {
	var r api.Resource
	err := p.must(201, http.MethodPost, at(o, "/delegations/ask"), asking(account, owner), &r)
	return r, err
}

func asking(account, owner string) map[string]string {
	return map[string]string{
		"name": account, "address": "https://" + strings.ToLower(strings.ReplaceAll(account, " ", "-")) + ".example/login", "owner": owner,
	}
}

// joins answers a mailed request as somebody new: a free account, with the code
// from a second mail.
func (p *person) joins(token string) (api.SignedIn, error) {
	var in api.SignedIn
	if err := p.must(202, http.MethodPost, "/api/delegations/code", map[string]string{"token": token}, nil); err != nil {
		return in, err
	}
	code, err := p.code()
	if err != nil {
		return in, err
	}
	body := map[string]string{"token": token, "code": code, "name": p.name, "password": p.password, "carry": "bearer"}
	err = p.must(201, http.MethodPost, "/api/delegations/join", body, &in)
	p.token = in.Token
	return in, err
}

// disowns says "I do not know them" to a mailed request, with a code and without
// an account.
func (p *person) disowns(token string) error {
	if err := p.must(202, http.MethodPost, "/api/delegations/code", map[string]string{"token": token}, nil); err != nil {
		return err
	}
	code, err := p.code()
	if err != nil {
		return err
	}
	return p.must(200, http.MethodPost, "/api/delegations/unknown", map[string]string{"token": token, "code": code}, nil)
}

// code waits for the next mailed code.
func (p *person) code() (string, error) {
	m, err := p.mail("code")
	if err != nil {
		return "", err
	}
	code := codeIn.FindString(m.Text)
	if code == "" {
		return "", fmt.Errorf("the mail %q has no code", m.Subject)
	}
	return code, nil
}

// linked waits for the next mail about subject, and reads its link.
func (p *person) linked(subject string) (m mailbox.Mail, token string, err error) {
	if m, err = p.mail(subject); err != nil {
		return m, "", err
	}
	_, token, err = link(m)
	return m, token, err
}

// stands checks how a resource stands on somebody's dashboard; "" for not at all.
func (p *person) stands(o id.Organization, which id.Resource, state string) error {
	var all api.Resources
	if err := p.must(200, http.MethodGet, at(o, "/resources?limit=100"), nil, &all); err != nil {
		return err
	}
	got := ""
	for _, r := range all.Items {
		if r.ID == which {
			got = r.State
		}
	}
	if got != state {
		return fmt.Errorf("on %s's dashboard it is %q instead of %q", p.name, got, state)
	}
	return nil
}

// at is an address of an organization.
func at(o id.Organization, path string) string { return "/api/organizations/" + string(o) + path }
