package tabletest

import (
	"crypto/sha256"
	"encoding/base64"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/secret"
	"github.com/valetkey/valetkey/shared/webhook"
)

// The webhooks of Blue Harbor. Both addresses hold a token.
var (
	pagerCall = calling(before(9*day), "Ann registers the pager")
	wikiCall  = calling(before(8*day), "Dan registers the wiki")

	Pager = identity.Mint[id.Webhook](pagerCall, 0) // is told of openings and broken glass; answered yesterday, and not an hour ago
	Wiki  = identity.Mint[id.Webhook](wikiCall, 0)  // is told of endings; disabled two days ago

	PagerURL    = "https://hooks.blueharbor.example/in/" + HookToken + "?key=" + HookToken
	PagerSecret = hookSecret("the pager")
)

// HookToken is in the addresses, and must be in nothing that others than admins see.
const HookToken = "Zq9inTheAddress"

// hookSecret is a webhook's secret that is the same in every run.
func hookSecret(of string) secret.Text {
	sum := sha256.Sum256([]byte("a test's secret, which signs nothing: " + of))
	return secret.Text("whsec_" + base64.StdEncoding.EncodeToString(sum[:]))
}

// hooks are Blue Harbor's, and what the pager was told.
func (s *story) hooks() {
	ann := s.as(Ann, BlueHarbor, pagerCall.At, "Ann registers the pager")
	pager := s.hook(ann, "Pager", PagerURL, PagerSecret, access.OpenedEvent, access.BrokeGlassEvent)
	dan := s.as(Dan, BlueHarbor, wikiCall.At, "Dan registers the wiki")
	wiki := s.hook(dan, "Wiki", "https://wiki.blueharbor.example:8443/"+HookToken, hookSecret("the wiki"), access.EndedEvent)

	down, failing := before(2*day), before(5*day)
	wiki.Disabled, wiki.Failing, wiki.Why = &down, &failing, "every delivery failed for three days; the last: answered 502"
	delivered, waits := s.told(pager, before(day), access.OpenedEvent), s.told(pager, before(time.Hour), access.BrokeGlassEvent)
	delivered.State, delivered.Next, delivered.Tried = webhook.Delivered, nil, []webhook.Try{
		{At: delivered.At, Status: 500, Why: "answered 500"}, {At: delivered.At.Add(time.Minute), Status: 204},
	}
	next := T0.Add(time.Minute)
	waits.Next, waits.Tried = &next, []webhook.Try{{At: waits.At, Why: "no answer in time"}}
	pager.Failing = &waits.At
	s.keep(calling(before(time.Minute), "what the pager was told"), change.Change{Records: []change.Record{pager, wiki, delivered, waits}}, nil)
}

func (s *story) hook(by identity.Caller, name, address string, key secret.Text, events ...string) webhook.Hook {
	all := webhook.Hooks{Organization: BlueHarbor}
	s.read(&all)
	sealed, err := s.keys.SealHook(s.ctx, BlueHarbor, identity.Mint[id.Webhook](by.Call, 0), key)
	s.fail("seal a webhook's secret", err)
	h, ch, err := webhook.Register(by, all, webhook.Wish{Name: &name, URL: &address, Events: events}, sealed)
	s.keep(by.Call, ch, err)
	h.Version = 1
	return h
}

func (s *story) told(h webhook.Hook, at time.Time, event string) webhook.Delivery {
	d, err := webhook.For(h, webhook.Event{
		V: webhook.EventVersion, ID: "event_of " + event, Type: event, At: at, Organization: BlueHarbor,
		Data: webhook.Access{Person: webhook.Named{ID: string(Bob.ID), Name: "Bob"}, Reason: "The printer is on fire.", Asked: at},
	})
	s.fail("the delivery of "+event, err)
	return d
}
