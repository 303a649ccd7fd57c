package bench

import (
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"regexp"
	"strconv"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"github.com/valetkey/valetkey/infra/local/ledger"
	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/envelope"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/sharing"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

// A provider of some size: each client is a site, with a group of its own that its
// folder is for, in which a quarter of the technicians are, and with some credentials.
const (
	clients     = 200
	technicians = 30
	ofEach      = 3
	atOnce      = 500     // in a bulk share, by calls that each end in time
	mostMemory  = 128_000 // kB, of the function that shares them
)

// provider is Halyard, grown.
type provider struct {
	t    *testing.T
	h    *house
	hal  identity.Caller
	site identity.Organization // as the next is made
	to   credential.Recipient
	all  []id.Credential
}

func grown(t *testing.T) *provider {
	t.Helper()
	p := &provider{t: t, h: inHouse(t), site: identity.Organization{ID: Orchard}}
	home, tess := identity.Organization{ID: Halyard}, identity.Member{Organization: Halyard, Person: Tess.ID}
	c := identity.Call{Route: "bench", At: T0, ID: "a provider", Token: Hal.Session(), Who: identity.Members}
	var err error
	if p.hal, err = p.h.table.Find(t.Context(), c, Halyard, &p.site, &home, &tess); err != nil {
		t.Fatal(err)
	}
	p.to = credential.To(home)
	people, groups := []id.Person{Tess.ID}, make([][]id.Group, technicians)
	for n := 1; n < technicians; n++ {
		people = append(people, id.New[id.Person](T0, "technician", n))
	}
	for n := range clients {
		g := identity.Group{Organization: Halyard, ID: id.New[id.Group](T0, "crew", n), Name: fmt.Sprintf("Crew %03d", n), Since: T0}
		for i, person := range people {
			if i%4 == n%4 {
				g.Members, groups[i] = append(g.Members, person), append(groups[i], g.ID)
			}
		}
		p.client(n, g)
	}
	var team change.Change
	for i, person := range people {
		m := tess
		if i > 0 {
			m.Person, m.Name, m.Version = person, fmt.Sprintf("Technician %02d", i), 0
		}
		m.Groups = groups[i]
		team.Keep(m)
	}
	p.keep("the technicians", team)
	return p
}

func (p *provider) keep(name string, c change.Change) {
	p.t.Helper()
	if err := p.h.keep(p.t.Context(), name, c); err != nil {
		p.t.Fatal(err)
	}
}

// client makes one, by the rules, with its site as if it had its own key pair.
func (p *provider) client(n int, crew identity.Group) {
	p.t.Helper()
	by := p.hal
	by.Call.ID = fmt.Sprint("client ", n)
	there := crew
	there.Version = 1
	cl, folder, ch, err := filing.NewClient(by, fmt.Sprintf("Client %03d", n), []identity.Group{there})
	if err != nil {
		p.t.Fatal(err)
	}
	o, relation := p.site, *p.site.Relation
	relation.Client, o.Relation = cl.ID, &relation
	o.ID, o.Name, o.Version = id.New[id.Organization](T0, "client", n), cl.Name, 0
	ch.Keep(crew, o, sharing.Site{Provider: Halyard, Site: o.ID})
	if folder.Version = 1; n == 0 {
		p.site.ID = o.ID // whom some are shared with
	}
	for range ofEach {
		place := credential.Place{Home: Halyard, Credential: identity.Mint[id.Credential](by.Call, len(p.all)), Number: 1}
		sealed, err := envelope.Seal(place, credential.Secrets{Secret: "a secret of a client's"}, p.to)
		if err != nil {
			p.t.Fatal(err)
		}
		_, made, err := access.AddCredential(by, access.Filing{Path: filing.Path{folder}, Client: cl},
			credential.Credential{Name: fmt.Sprintf("Device %04d", len(p.all)), Username: "admin"}, sealed)
		if err != nil {
			p.t.Fatal(err)
		}
		p.all = append(p.all, place.Credential)
		ch.Add(made)
	}
	ch.Checks = nil
	p.keep(by.Call.ID, ch)
}

// asked is what a good call took.
type asked struct {
	took        time.Duration
	calls, kms  int
	read, write float64
}

// ask calls a route as somebody of Halyard, and reads its answer.
func (p *provider) ask(name string, who Person, number int, out any, edits ...Edit) asked {
	p.t.Helper()
	e, err := Recorded[events.APIGatewayV2HTTPRequest](name)
	if err != nil {
		p.t.Fatal(err)
	}
	for _, edit := range append([]Edit{As(who), Path("organization", Halyard)}, edits...) {
		edit(&e)
	}
	e.RequestContext.RequestID = fmt.Sprint(name, " ", number)
	p.h.reset()
	began := time.Now()
	a, err := p.h.call(p.t.Context(), name, e)
	took := asked{took: time.Since(began)}
	if err != nil || a.StatusCode != 200 {
		p.t.Fatalf("%s: %v: %d %.300s", name, err, a.StatusCode, a.Body)
	}
	if err := json.Unmarshal([]byte(a.Body), out); err != nil {
		p.t.Fatal(err)
	}
	for _, one := range p.h.Ledger().Of(name) {
		if one.Service == ledger.KMS {
			took.kms++
			continue
		}
		took.calls, took.read, took.write = took.calls+1, took.read+one.Read, took.write+one.Write
	}
	return took
}

// page asks for a page of a hundred.
func page(after string) Edit {
	return func(e *events.APIGatewayV2HTTPRequest) {
		e.QueryStringParameters = map[string]string{"limit": "100"}
		if after != "" {
			e.QueryStringParameters["after"] = after
		}
		q := url.Values{}
		for k, v := range e.QueryStringParameters {
			q.Set(k, v)
		}
		e.RawQueryString = q.Encode()
	}
}

func TestTwoHundredClientsAndThirtyTechnicians(t *testing.T) { // issue 6; rules S7, F3, H4
	p := grown(t)
	p.partners()
	p.lists(Tess, clients/4*ofEach+4) // and what is at the top: Press, Pump and what Orchard shares
	p.lists(Hal, clients*ofEach+4)
	p.shares()
}

// partners are all found, in pages that cost the same.
func (p *provider) partners() {
	seen, after := 0, ""
	for n := 0; n == 0 || after != ""; n++ {
		var some api.Partners
		took := p.ask("partner-list", Hal, n, &some, page(after))
		seen, after = seen+len(some.Items), some.Next
		p.t.Logf("partner-list, page %d: %d partners, %d calls, %.1f read units, %s", n+1, len(some.Items), took.calls, took.read, took.took.Round(time.Millisecond))
		if took.calls > 4 || took.read > 500 {
			p.t.Error("it takes more than it did")
		}
	}
	if seen != clients+2 { // and Orchard and Vineyard
		p.t.Errorf("%d partners are listed", seen)
	}
}

// lists has somebody page through what they see, which is all that is theirs to see.
func (p *provider) lists(who Person, want int) {
	seen, after := 0, ""
	for n := 0; n == 0 || after != ""; n++ {
		var some api.FiledPage
		took := p.ask("vault-list", who, n, &some, page(after))
		seen, after = seen+len(some.Items), some.Next
		p.t.Logf("vault-list of %s, page %d: %d credentials, %d calls, %.1f read units, %s", who.Name, n+1, len(some.Items), took.calls, took.read, took.took.Round(time.Millisecond))
		if took.calls > 120 || took.read > 1000 {
			p.t.Error("it takes more than it did")
		}
	}
	if seen != want {
		p.t.Errorf("%s sees %d credentials, not %d", who.Name, seen, want)
	}
}

// shares has five hundred shared with one client, by one call after another that says
// what there was no time for.
func (p *provider) shares() {
	left, all := p.all[:atOnce], asked{}
	calls := 0
	for ; len(left) > 0 && calls < 100; calls++ {
		var done api.ShareDone
		took := p.ask("share-bulk", Hal, calls, &done, Path("partner", p.site.ID), Set("credentials", left))
		var next []id.Credential
		for _, one := range done.Items {
			switch one.Outcome {
			case "shared":
			case "not-done":
				next = append(next, one.Credential)
			default:
				p.t.Fatalf("%+v", one)
			}
		}
		if len(next) == len(left) {
			p.t.Fatal("a call shares none")
		}
		left = next
		all.calls, all.read, all.write, all.kms, all.took = all.calls+took.calls, all.read+took.read, all.write+took.write, all.kms+took.kms, all.took+took.took
	}
	p.t.Logf("%d shared by %d calls of at most %d s, %s in all; of each %.2f calls, %.1f read and %.1f write units; KMS %d",
		atOnce, calls, api.Timeout, all.took.Round(time.Millisecond), float64(all.calls)/atOnce, all.read/atOnce, all.write/atOnce, all.kms)
	peak := p.memory("share-bulk")
	p.t.Logf("share-bulk had at most %d kB", peak)
	if len(left) > 0 || peak == 0 || peak > mostMemory {
		p.t.Errorf("%d are left, at %d kB", len(left), peak)
	}
}

var inMemory = regexp.MustCompile(`VmHWM:\s+(\d+) kB`)

// memory is the most that a process of a function ever had, in kB.
func (p *provider) memory(name string) (most int) {
	for _, one := range p.h.Functions().Processes() {
		raw, err := os.ReadFile("/proc/" + strconv.Itoa(one.PID) + "/status")
		if found := inMemory.FindSubmatch(raw); one.Function == name && err == nil && found != nil {
			kb, _ := strconv.Atoi(string(found[1]))
			most = max(most, kb)
		}
	}
	return most
}
