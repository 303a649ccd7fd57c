// Outbox-mail tells people: each notice is put on the dashboards of those it is
// for, exactly once, and then mailed (promise 4). It alone mails.
package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdastream"
	"github.com/valetkey/valetkey/shared/mailer"
	"github.com/valetkey/valetkey/shared/secret"
	"github.com/valetkey/valetkey/shared/table"
	"github.com/valetkey/valetkey/shared/webhook"
)

type function struct {
	table  *table.Table
	keys   *envelope.Keys
	mail   *mailer.Sender
	origin string
}

// recipient is one of those a notice is for.
type recipient struct {
	key     string // of the inbox: a person's id, or the address
	address string
}

func (f function) deliver(ctx context.Context, c identity.Call, o change.Order) error {
	n := table.Notice{Notice: change.Notice{ID: id.Notice(o.Thing)}}
	if err := f.table.Read(ctx, &n); err != nil || n.Version == 0 {
		return err
	}
	if !slices.Contains(change.Tellings, n.Kind) {
		return fmt.Errorf("no words are known for a notice of kind %q", n.Kind) // of a newer version than this: it waits
	}
	about, err := f.about(ctx, c, n.Notice)
	if err != nil {
		return err
	}
	told, ok := mailer.Compose(n.Notice, about)
	if !ok {
		return nil // it is no longer so: nobody is told
	}
	to, err := f.audience(ctx, n.Notice, about)
	if err != nil {
		return err
	}
	rows := make([]table.Inbox, len(to))
	for i, r := range to { // every dashboard first: no mail that fails holds one up
		if rows[i], err = f.show(ctx, c, n.Notice, told, r); err != nil {
			return err
		}
	}
	if told.Quiet {
		return nil
	}
	var failed error
	for i, r := range to {
		failed = errors.Join(failed, f.send(ctx, c, rows[i], told.Letter, r))
	}
	return failed
}

// show puts the notice on one dashboard, once.
func (f function) show(ctx context.Context, c identity.Call, n change.Notice, told mailer.Told, r recipient) (table.Inbox, error) {
	row := table.Inbox{To: r.key, Notice: n.ID}
	if err := f.table.Read(ctx, &row); err != nil || row.Version != 0 {
		return row, err
	}
	row.Kind, row.At, row.Text, row.Path = n.Kind, n.At, told.Text, told.Path
	if err := f.table.Save(ctx, c, change.Change{Records: []change.Record{row}}, nil); err != nil {
		return row, err
	}
	row.Version++
	return row, nil
}

// send mails one letter and notes it. Only if the note cannot be kept, because
// the sender died or the table failed right then, is the same letter sent again.
func (f function) send(ctx context.Context, c identity.Call, row table.Inbox, l mailer.Letter, r recipient) error {
	if row.Mailed != nil {
		return nil
	}
	l.To = r.address
	if err := f.mail.Send(ctx, l); err != nil {
		return err
	}
	row.Mailed = &c.At
	err := f.table.Save(ctx, c, change.Change{Records: []change.Record{row}}, nil)
	if fault.Of(err) != fault.Moved {
		return err
	}
	// The person marked it as seen in between: the note goes on the row as it is now.
	if err := f.table.Read(ctx, &row); err != nil {
		return err
	}
	row.Mailed = &c.At
	return f.table.Save(ctx, c, change.Change{Records: []change.Record{row}}, nil)
}

// audience names those a notice is for.
func (f function) audience(ctx context.Context, n change.Notice, about mailer.About) ([]recipient, error) {
	if n.To.Member != "" || n.To.Decide != "" {
		return f.members(ctx, n.To, about.Request.Person)
	}
	return f.expand(ctx, n.To, append(joined(n, about.Delegation), alsoAsked(n, about.Consent)...))
}

// expand names those a notice is for, as of now; also is who is told with its person.
func (f function) expand(ctx context.Context, a change.Audience, also []id.Person) ([]recipient, error) {
	if a.Address != "" && a.Person != "" {
		return []recipient{{string(a.Person), a.Address}}, nil
	}
	if a.Address != "" {
		return []recipient{{identity.Address(a.Address), a.Address}}, nil
	}
	if a.Person != "" {
		people := make([]identity.Member, 0, 1+len(also))
		var wanted []change.Record
		for _, p := range append([]id.Person{a.Person}, also...) {
			people = append(people, identity.Member{Organization: a.Organization, Person: p})
			wanted = append(wanted, &people[len(people)-1])
		}
		if err := f.table.Read(ctx, wanted...); err != nil {
			return nil, err
		}
		if out := admins(people, ""); len(out) > 0 {
			return out, nil
		}
	}
	all, err := f.table.AdminsOf(ctx, a.Organization)
	return admins(all, a.Except), err
}

// admins are those of all who are admins now.
func admins(all []identity.Member, except id.Person) []recipient {
	var out []recipient
	for _, m := range all {
		if m.IsAdmin() && m.Person != except {
			out = append(out, recipient{string(m.Person), m.Email})
		}
	}
	return out
}

// joined is who asked for the same as whoever a notice is for: they are told as
// they are (rule D2).
func joined(n change.Notice, d delegation.Delegation) []id.Person {
	if n.About != string(d.ID) || n.To.Organization != d.Organization || n.To.Person != d.Asker {
		return nil
	}
	return d.Askers
}

// alsoAsked is who joined in asking for a login: they are told as the first is.
func alsoAsked(n change.Notice, q credential.Request) []id.Person {
	var out []id.Person
	for _, a := range q.Askers {
		if n.About == string(q.ID) && a.Person != n.To.Person {
			out = append(out, a.Person)
		}
	}
	return out
}

// about reads what the notice is about, as it is committed now.
func (f function) about(ctx context.Context, c identity.Call, n change.Notice) (mailer.About, error) {
	a := mailer.About{Origin: f.origin, Now: c.At}
	a.Signup.ID = id.Signup(n.About)
	a.Invitation.Organization, a.Invitation.ID = id.Organization(n.Home), id.Invitation(n.About)
	a.Member.Organization, a.Member.Person = id.Organization(n.Home), id.Person(n.About)
	a.Delegation = delegation.Delegation{ID: id.Delegation(n.About)}
	var err error
	switch n.Kind {
	case change.SignupConfirm:
		err = f.table.Read(ctx, &a.Signup)
		return f.open(ctx, a, n.About, a.Signup.Link.Sealed, err)
	case change.SiteInvited:
		err = f.table.Read(ctx, &a.Invitation)
	case change.MemberInvited:
		err = f.table.Read(ctx, &a.Invitation)
		return f.open(ctx, a, n.About, a.Invitation.Link.Sealed, err)
	case change.OrganizationHeld, change.OrganizationReleased, change.SiteOpened, change.SiteClosed, change.RelationEnded:
		a.Organization.ID, a.Asks.Organization = id.Organization(n.About), id.Organization(n.About)
		err = f.table.Read(ctx, &a.Organization, &a.Asks)
	case change.DelegationAsked, change.DelegationReminder:
		a.Delegation, err = f.asked(ctx, a.Delegation)
		return f.open(ctx, a, n.About, a.Delegation.Link.Sealed, err)
	case change.DelegationCode:
		err = f.table.Read(ctx, &a.Delegation)
		return f.open(ctx, a, n.About, a.Delegation.Proof.Code.Sealed, err)
	case change.MemberJoined, change.SiteJoined, change.MemberRole, change.MemberSuspended, change.MemberResumed, change.MemberRemoved, change.MemberLeft:
		err = f.table.Read(ctx, &a.Member)
	case change.LockChanged, change.KeyKnown:
		return f.lock(ctx, a, n)
	case change.LeftWaiting, change.LeftReminder:
		return f.left(ctx, a)
	case change.OwnAccess: // by an assignment to a resource, or by joining a group
		a.Organization.ID = id.Organization(n.Home)
		a.Resource = access.Resource{Organization: id.Organization(n.Home), ID: id.Resource(n.About)}
		a.Group = identity.Group{Organization: id.Organization(n.Home), ID: id.Group(n.About)}
		err = f.table.Read(ctx, &a.Organization, &a.Resource, &a.Group)
	case change.AccessRequested, change.AccessApproved, change.AccessDecided, change.AccessOpened, change.AccessDenied,
		change.AccessLapsed, change.AccessEnding, change.AccessEnded, change.AccessBrokeGlass:
		a.Request.ID = id.Request(n.About)
		err = f.table.Read(ctx, &a.Request)
	case change.ConsentRequested, change.ConsentApproved, change.ConsentDenied, change.ConsentLapsed, change.ConsentCancelled,
		change.ConsentWithdrawn, change.LoginChanged, change.LoginTaken, change.LoginGiven, change.ShareGiven, change.ShareStopped:
		return f.ofCredential(ctx, a, n)
	case change.WebhookRegistered, change.WebhookDisabled:
		a.Organization.ID = id.Organization(n.Home)
		a.Hook = webhook.Hook{Organization: id.Organization(n.Home), ID: id.Webhook(n.About)}
		err = f.table.Read(ctx, &a.Organization, &a.Hook)
	case change.MailBounced:
		err = f.table.Read(ctx, &a.Delegation, &a.Invitation) // it is of one or the other
	case change.InvitationCode, change.PasswordReset, change.PasswordChanged, change.AddressCode, change.AddressKnown, change.AddressChanged:
		return f.aboutAccount(ctx, a, n)
	case change.SignupKnown, change.AccountClosed: // all that is to be said is in the notice
	default:
		err = f.table.Read(ctx, &a.Delegation)
	}
	return a, err
}

// ofCredential reads what is told of one: a request for a login, what was done to that,
// or how something is shared.
func (f function) ofCredential(ctx context.Context, a mailer.About, n change.Notice) (mailer.About, error) {
	a.Consent.ID, a.Credential.ID, a.Organization.ID = id.Consent(n.About), id.Credential(n.About), id.Organization(n.Home)
	switch n.Kind {
	case change.ShareGiven, change.ShareStopped:
		a.Share = credential.Reader{Credential: a.Credential.ID, Organization: a.Organization.ID}
		return a, f.table.Read(ctx, &a.Credential, &a.Share)
	case change.ConsentWithdrawn, change.LoginChanged, change.LoginTaken, change.LoginGiven:
		return a, f.table.Read(ctx, &a.Credential, &a.Organization)
	default:
		return a, f.table.Read(ctx, &a.Consent, &a.Organization)
	}
}

// lock reads what is told of an organization key: of whom, and whose it is.
func (f function) lock(ctx context.Context, a mailer.About, n change.Notice) (mailer.About, error) {
	a.Organization.ID = id.Organization(n.Home)
	return a, f.table.Read(ctx, &a.Organization, &a.Member)
}

// asked reads a request with its asker as they are now: an address that is shown
// as confirmed is the one they have.
func (f function) asked(ctx context.Context, d delegation.Delegation) (delegation.Delegation, error) {
	if err := f.table.Read(ctx, &d); err != nil || d.Version == 0 {
		return d, err
	}
	asker := identity.Member{Organization: d.Organization, Person: d.Asker}
	if err := f.table.Read(ctx, &asker); err != nil {
		return d, err
	}
	if asker.Here() {
		d.AskerName, d.AskerEmail = asker.Name, asker.Email
	}
	return d, nil
}

// open opens the token or code that the letter carries, if there still is one.
func (f function) open(ctx context.Context, a mailer.About, thing string, sealed []byte, err error) (mailer.About, error) {
	if err != nil || len(sealed) == 0 {
		return a, err
	}
	var token secret.Text
	token, err = f.keys.OpenLink(ctx, thing, sealed)
	a.Token = token
	return a, err
}

func main() {
	t := table.Open(env.AWS("dynamodb"), env.Must("TABLE"))
	f := function{
		table: t, keys: envelope.New(env.AWS("kms"), env.Must("ENVELOPE_KEY")),
		mail: mailer.New(env.AWS("sesv2"), env.Must("MAIL_FROM")), origin: env.Must("ORIGIN"),
	}
	lambdastream.Start(t, change.Mail, f.deliver)
}
