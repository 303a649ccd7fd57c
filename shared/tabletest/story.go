package tabletest

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"strings"
	"time"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/secret"
	"github.com/valetkey/valetkey/shared/table"
)

// T0 is now, as the story and the recorded events have it.
var T0 = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

const day = 24 * time.Hour

// before is an instant of the story's past.
func before(d time.Duration) time.Time { return T0.Add(-d) }

// story tells: each chapter keeps what the rules make of it.
type story struct {
	ctx   context.Context
	table *table.Table
	keys  *envelope.Keys
	err   error
}

// Tell writes the whole story into an empty table. The keys' KMS key is the one
// that opens its secrets later.
func Tell(ctx context.Context, t *table.Table, k *envelope.Keys) error {
	s := &story{ctx: ctx, table: t, keys: k}
	for _, chapter := range []func(){
		s.people, s.router, s.former, s.social, s.newsletter, s.forum, s.shop, s.bakery, s.pierNine, s.locked, s.gates, s.vault, s.sites, s.imports, s.consents, s.leaving, s.mill, s.lowMill, s.shares, s.hooks, s.invitation, s.signup, s.accounts, s.dashboard, s.swept,
	} {
		if chapter(); s.err != nil {
			return s.err
		}
	}
	return nil
}

// calling is a call of the story's own.
func calling(at time.Time, name string) identity.Call {
	return identity.Call{Route: "story", At: at, ID: "story " + name, From: "192.0.2.1"}
}

// as is a call by somebody, for one of their organizations.
func (s *story) as(p Person, o id.Organization, at time.Time, name string) identity.Caller {
	c := calling(at, name)
	c.Who, c.Token = identity.Members, p.Session()
	if s.err != nil {
		return identity.Caller{Call: c}
	}
	by, err := s.table.Find(s.ctx, c, o)
	s.fail(name, err)
	return by
}

// keep keeps a change. What it would tell people was told long ago, and what had
// to follow has followed, unless a chapter says otherwise (keepAll).
func (s *story) keep(c identity.Call, ch change.Change, err error) {
	ch.Notices, ch.Orders = nil, nil
	s.keepAll(c, ch, err)
}

func (s *story) keepAll(c identity.Call, ch change.Change, err error) {
	s.fail(c.ID, err)
	if s.err == nil {
		s.fail(c.ID, s.table.Save(s.ctx, c, ch, nil))
	}
}

func (s *story) read(wanted ...change.Record) {
	if s.err == nil {
		s.fail("read", s.table.Read(s.ctx, wanted...))
	}
}

func (s *story) fail(where string, err error) {
	if s.err == nil && err != nil {
		s.err = fmt.Errorf("%s: %w", where, err)
	}
}

// link is what is kept of a mailed link with a token that never changes.
func (s *story) link(token string, thing string, expires time.Time) identity.Link {
	t := mustLink(token)
	sealed, err := s.keys.SealLink(s.ctx, thing, secret.Text(token))
	s.fail("seal a link", err)
	return identity.Link{Hash: t.Hash(), Sealed: sealed, Expires: expires}
}

// bits are 256 bits that are the same in every run.
func bits(of string) string {
	sum := sha256.Sum256([]byte("a test's token, which opens nothing: " + of))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// linkText is a mailed link's token that names the things.
func linkText(things ...string) string {
	return strings.Join(things, ".") + "." + bits(strings.Join(things, "."))
}

func mustLink(text string) identity.LinkToken {
	t, ok := identity.ParseLinkToken(text, strings.Count(text, "."))
	if !ok {
		panic("tabletest: " + text + " is no link's token")
	}
	return t
}
