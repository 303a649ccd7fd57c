package bench

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"text/tabwriter"
	"time"

	"github.com/valetkey/valetkey/infra/prices"
	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/tabletest"
)

// MostTransitions is what a plain period may take of the state machine.
const MostTransitions = 4

// life is how a request may go, from the first call to the last thing that
// follows. It is Jon's, for Switch, under a policy.
type life struct {
	name   string
	policy *access.Policy // nil: standing
	play   func(p *player) error
	plain  bool // its period is one that nobody touches, of an hour at most
}

const hour = 60 * 60 // seconds

var lives = []life{
	{"standing, used once", nil, (*player).used, false},
	{"automatic, used once", automatic(hour), func(p *player) error { return p.each(p.asks(hour), p.used) }, true},
	{"automatic, 4 hours", automatic(4 * hour), func(p *player) error { return p.each(p.asks(4*hour), p.used) }, false},
	{"two approvals, a note", manual(2), func(p *player) error {
		return p.each(p.asks(hour), p.decides("request-approve", tabletest.Kay, ""),
			p.decides("request-approve", tabletest.Ira, "Go ahead."), p.used)
	}, true},
	{"denied", manual(2), func(p *player) error {
		return p.each(p.asks(hour), p.decides("request-deny", tabletest.Ira, "Not today."))
	}, false},
	{"lapsed", manual(2), func(p *player) error { return p.each(p.asks(hour)) }, false},
	{"extended once", automatic(hour), func(p *player) error { return p.each(p.asks(hour), p.used, p.asks(hour)) }, false},
	{"ended early", automatic(hour), func(p *player) error { return p.each(p.asks(hour), p.used, p.ends) }, false},
	{"break-glass, reviewed", manual(2), func(p *player) error {
		return p.each(p.breaks, p.used, p.decides("request-review", tabletest.Ira, "A switch had failed."))
	}, false},
}

func automatic(longest int) *access.Policy {
	return &access.Policy{JustInTime: true, Longest: longest, Automatic: true}
}

func manual(needs int) *access.Policy {
	return &access.Policy{JustInTime: true, Longest: hour, Needs: needs, BreakGlass: true, Waits: hour}
}

// counts is what a life took, by its name.
type counts struct {
	name string
	prices.Use
	transitions []int // of each execution
}

// playAll plays every life on a fresh story, and answers what each took and what
// a sweep takes that finds nothing.
func playAll(ctx context.Context, h *house) (all []counts, idle prices.Use, err error) {
	if err := h.still(ctx); err != nil {
		return nil, idle, err
	}
	late, err := h.swept(ctx, tabletest.T0.Add(sweptAfter))
	if err != nil {
		return nil, idle, err
	}
	for _, l := range lives {
		c, err := h.play(ctx, l, late)
		if err != nil {
			return nil, idle, fmt.Errorf("%s: %w", l.name, err)
		}
		if l.plain && (len(c.transitions) != 1 || c.Transitions > MostTransitions) {
			return nil, idle, fmt.Errorf("%s takes %v transitions, more than %d", l.name, c.transitions, MostTransitions)
		}
		all = append(all, c)
	}
	if err := h.retell(ctx); err != nil {
		return nil, idle, err
	}
	idle, err = h.swept(ctx, tabletest.T0.Add(time.Minute))
	return all, idle, err
}

// money prints what each life took and what that comes to.
func money(ctx context.Context, root, bin string, out io.Writer) error {
	list, err := prices.Load()
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "valetkey-bench-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	h, err := openHouse(ctx, root, filepath.Join(dir, "state"), bin, out)
	if err != nil {
		return err
	}
	defer h.close()
	all, idle, err := playAll(ctx, h)
	if err != nil {
		return err
	}
	return report(out, list, all, idle)
}

func report(out io.Writer, list prices.List, all []counts, idle prices.Use) error {
	say := func(format string, args ...any) { _, _ = fmt.Fprintf(out, format+"\n", args...) }
	say("\nWhat a request takes from its first call to the last thing that follows: counted with the real functions and the")
	say("real state machine, functions cold at its start, one record to a batch. In USD by the prices of %s, %s.", list.Region, list.Date)
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	_, _ = fmt.Fprintln(table, "\ttransitions\tmails\tevents\tcalls\tAPI\tread\twrite\tKMS\tUSD\tUSD per 1,000\t")
	for _, c := range all {
		usd := list.Of(c.Use)
		_, _ = fmt.Fprintf(table, "%s\t%d\t%d\t%d\t%d\t%d\t%.1f\t%.1f\t%d\t%.6f\t%.3f\t\n", c.name,
			c.Transitions, c.Mails, c.Bus, c.Calls, c.API, c.Read, c.Write, c.KMS, usd, usd*1000)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	const month = 30 * 24 * 60
	say("A sweep that finds nothing takes %.1f read and %.1f write units; one a minute for 30 days comes to USD %.2f, whoever asks for what.",
		idle.Read, idle.Write, month*list.Of(idle))
	say("A function call is taken to be billed %.0f ms at %.0f MB: %s", list.Assumed.Milliseconds, list.Assumed.Megabytes, list.Assumed.Why)
	say("Without: pages and lists that people look at on the way, storage, logs, alarms, keys. Prices not read on AWS's own page: %q.", list.Unconfirmed())
	return nil
}

// The instants of a life: each step is a minute after the one before.
const (
	stepTakes  = time.Minute
	sweptAfter = 6 * time.Hour // by then every date of every life has come
)

// switchPath is where Switch is, for a route's event.
func switchPath() []tabletest.Edit {
	return []tabletest.Edit{
		tabletest.Path("organization", tabletest.NorthQuay),
		tabletest.Path("resource", tabletest.Switch.Resource),
		tabletest.Path("credential", tabletest.Switch.Credential),
	}
}
