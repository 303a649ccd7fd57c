package bench

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"github.com/valetkey/valetkey/infra/local/ledger"
	"github.com/valetkey/valetkey/infra/local/stack"
	"github.com/valetkey/valetkey/infra/prices"
	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/table"
	"github.com/valetkey/valetkey/shared/tabletest"
)

// player plays one life.
type player struct {
	*house
	ctx   context.Context
	life  string
	at    time.Time // of the next step
	asked []id.Request
	api   int
	bus   int
}

// still makes a story of the house's in which nothing waits: no order, no date,
// and nothing that Jon asked for. It is what every life begins with.
func (h *house) still(ctx context.Context) error {
	if err := h.retell(ctx); err != nil {
		return err
	}
	var c change.Change
	for at := tabletest.T0.Add(-24 * time.Hour); at.Before(tabletest.T0.Add(15 * 24 * time.Hour)); at = at.Add(time.Hour) {
		for shard := range table.Shards {
			orders, err := h.table.OrdersIn(ctx, at, shard)
			if err != nil {
				return err
			}
			dates, err := h.table.DueIn(ctx, at, shard)
			if err != nil {
				return err
			}
			for _, o := range orders {
				c.Drop(o)
			}
			for _, d := range dates {
				c.Drop(d)
			}
		}
	}
	s := access.Standing{Resource: tabletest.Switch.Resource, Person: tabletest.Jon.ID}
	if err := h.table.Read(ctx, &s); err != nil {
		return err
	}
	s.Pending = ""
	c.Keep(s)
	if err := h.keep(ctx, "nothing waits", c); err != nil {
		return err
	}
	var err error
	h.story, err = tabletest.Stored(ctx, h.DB(), stack.Table)
	return err
}

// play plays a life. What the sweep takes in it is what it takes more than one
// that finds nothing at that instant: it comes every minute anyway.
func (h *house) play(ctx context.Context, l life, idle prices.Use) (counts, error) {
	if err := h.retell(ctx); err != nil {
		return counts{}, err
	}
	r := access.Resource{Organization: tabletest.NorthQuay, ID: tabletest.Switch.Resource}
	if err := h.table.Read(ctx, &r); err != nil {
		return counts{}, err
	}
	r.Policy = l.policy
	if err := h.keep(ctx, "another policy", change.Change{Records: []change.Record{r}}); err != nil {
		return counts{}, err
	}
	for _, name := range needed {
		h.Functions().Renew(name)
	}
	h.reset()
	h.gate = make(chan struct{})
	p := &player{house: h, ctx: ctx, life: l.name, at: tabletest.T0.Add(stepTakes)}
	if err := l.play(p); err != nil {
		close(h.gate)
		return counts{}, err
	}
	out := counts{name: l.name}
	var err error
	if out.transitions, err = p.finish(); err != nil {
		return counts{}, err
	}
	h.mu.Lock()
	out.Calls, out.API, out.Bus = h.calls-1, p.api, p.bus // the sweep is not the life's
	h.mu.Unlock()
	for _, n := range out.transitions {
		out.Transitions += n
	}
	used := usedOf(h.Ledger().Entries())
	out.Read, out.Write, out.KMS, out.Mails = used.Read-idle.Read, used.Write-idle.Write, used.KMS, used.Mails
	return out, nil
}

func usedOf(all []ledger.Entry) (u prices.Use) {
	for _, e := range all {
		switch {
		case e.Fault != "":
		case e.Service == ledger.KMS:
			u.KMS++
		case e.Service == ledger.SES:
			u.Mails++
		case e.Service == ledger.DynamoDB:
			u.Read, u.Write = u.Read+e.Read, u.Write+e.Write
		}
	}
	return u
}

// swept has a sweep find nothing, and answers what that took.
func (h *house) swept(ctx context.Context, at time.Time) (prices.Use, error) {
	h.reset()
	_, err := h.invoke(ctx, "due-sweep", tabletest.ScheduledEvent(at))
	u := usedOf(h.Ledger().Entries())
	u.Calls = 1
	return u, err
}

// finish has the workflows run to their ends, then the sweep, and what follows.
func (p *player) finish() ([]int, error) {
	var transitions []int
	close(p.gate)
	for _, q := range p.asked {
		for range 600 {
			if e, found := p.machine.Execution(string(q)); !found || e.Status != "RUNNING" {
				break
			}
			if err := p.follow(); err != nil { // a warning is mailed before the end
				return nil, err
			}
			time.Sleep(50 * time.Millisecond)
		}
		e, found := p.machine.Execution(string(q))
		if found && e.Status != "SUCCEEDED" {
			return nil, fmt.Errorf("the execution %+v", e)
		}
		if found {
			transitions = append(transitions, e.Transitions)
		}
	}
	if _, err := p.invoke(p.ctx, "due-sweep", tabletest.ScheduledEvent(tabletest.T0.Add(sweptAfter))); err != nil {
		return nil, err
	}
	return transitions, p.follow()
}

// each plays steps, with what follows each.
func (p *player) each(steps ...func() error) error {
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
		if err := p.follow(); err != nil {
			return err
		}
		p.at = p.at.Add(stepTakes)
	}
	return nil
}

// follow delivers the orders that wait. A workflow that is started looks at once,
// and goes on when the steps are done.
func (p *player) follow() error {
	for at := tabletest.T0.Truncate(time.Hour); !at.After(tabletest.T0.Add(sweptAfter)); at = at.Add(time.Hour) {
		for shard := range table.Shards {
			all, err := p.table.OrdersIn(p.ctx, at, shard)
			if err != nil {
				return err
			}
			for _, o := range all {
				if err := p.delivers(o); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// delivers hands one order to its consumer, as the stream does.
func (p *player) delivers(o table.Order) error {
	if slices.Contains(access.Events, o.Chore) {
		p.bus++
	}
	starts := o.Chore == access.OpenedChore
	if starts {
		p.awake(id.Request(o.Thing), o.At)
	}
	e := tabletest.StreamEvent(o.Door, o.Order)
	e.Records[0].EventID += " " + string(o.ID)
	e.Records[0].Change.ApproximateCreationDateTime.Time = o.At
	raw, err := p.invoke(p.ctx, "outbox-"+string(o.Door), e)
	if err == nil && strings.Contains(string(raw), "itemIdentifier") {
		err = fmt.Errorf("the order %s %s is not delivered", o.Door, o.Chore)
	}
	if err == nil && starts {
		err = p.looked(id.Request(o.Thing))
	}
	return err
}

// calls sends a route's recorded event with edits, about Switch.
func (p *player) calls(name string, who tabletest.Person, edits ...tabletest.Edit) (string, error) {
	e, err := tabletest.Recorded[events.APIGatewayV2HTTPRequest](name)
	if err != nil {
		return "", err
	}
	for _, edit := range append(append(switchPath(), tabletest.As(who), tabletest.At(p.at)), edits...) {
		edit(&e)
	}
	e.RequestContext.RequestID = fmt.Sprintf("%s, %s, %s", p.life, name, p.at) // what is made has ids of its own in each life
	p.api++
	a, err := p.call(p.ctx, name, e)
	if err == nil && a.StatusCode >= 300 {
		err = fmt.Errorf("%s was answered %d %s", name, a.StatusCode, a.Body)
	}
	return a.Body, err
}

func (p *player) used() error {
	_, err := p.calls("credential-launch", tabletest.Jon)
	return err
}

func (p *player) asks(seconds int) func() error {
	return func() error { return p.opens("request-create", seconds) }
}

func (p *player) breaks() error { return p.opens("request-break", hour/4) }

func (p *player) opens(route string, seconds int) error {
	body, err := p.calls(route, tabletest.Jon, tabletest.Set("length", seconds), tabletest.Set("reason", "A port is down."))
	var q api.Request
	if err == nil {
		err = json.Unmarshal([]byte(body), &q)
	}
	p.asked = append(p.asked, q.ID)
	return err
}

// decides has somebody decide the last request, or review it.
func (p *player) decides(route string, who tabletest.Person, note string) func() error {
	return func() error {
		_, err := p.calls(route, who, tabletest.Path("request", p.asked[len(p.asked)-1]), tabletest.Set("note", note))
		return err
	}
}

func (p *player) ends() error {
	_, err := p.calls("request-end", tabletest.Jon, tabletest.Path("request", p.asked[len(p.asked)-1]))
	return err
}
