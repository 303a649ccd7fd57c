// Outbox-drive walks the chores that a change left behind: what follows for many
// things, and is true already because it is computed from the deciding one. It
// alone starts workflows (design 7) and puts events on the bus (rule J14).
package main

import (
	"context"
	"fmt"
	"time"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/bus"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/env"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdastream"
	"github.com/valetkey/valetkey/shared/sharing"
	"github.com/valetkey/valetkey/shared/table"
	"github.com/valetkey/valetkey/shared/webhook"
	"github.com/valetkey/valetkey/shared/workflow"
)

// piece is how many things one transaction of a chore writes.
const piece = 50

type function struct {
	table *table.Table
	start func(context.Context, id.Request) error                                   // the execution of a request's period
	put   func(ctx context.Context, kind string, at time.Time, detail []byte) error // on the event bus

	origin string // where the page is
}

func (f function) deliver(ctx context.Context, c identity.Call, o change.Order) error {
	switch o.Chore {
	case credential.ForgetChore:
		return f.forget(ctx, c, id.Credential(o.Thing), id.Organization(o.Home))
	case credential.HadChore:
		return again(func() error { return f.had(ctx, c, id.Credential(o.Thing), id.Organization(o.Home)) })
	case credential.ToldChore:
		return f.told(ctx, c, o)
	case credential.WeighChore:
		return again(func() error { return f.weigh(ctx, c, o) })
	case identity.WeighChore:
		return again(func() error { return f.weighPerson(ctx, c, o) })
	case credential.DueChore:
		return again(func() error { return f.rotate(ctx, c, id.Credential(o.Thing)) })
	case filing.LimitedChore:
		return again(func() error { return f.age(ctx, c, id.Organization(o.Thing)) })
	case filing.ForcedChore:
		return again(func() error { return f.forced(ctx, c, id.Organization(o.Thing)) })
	case sharing.PartChore:
		return again(func() error { return f.part(ctx, c, id.Organization(o.Thing)) })
	case access.ViewingChore:
		return again(func() error { return f.viewing(ctx, c, o) })
	case identity.GoneChore:
		return again(func() error { return f.gone(ctx, c, o) })
	case identity.LeftOverChore:
		return again(func() error { return f.leftOver(ctx, c, o) })
	case credential.DestroyedChore:
		return again(func() error { return f.destroyed(ctx, c, id.Credential(o.Thing)) })
	case identity.UngroupChore:
		return again(func() error { return f.ungroup(ctx, c, groupOf(o)) })
	case identity.RetitleChore:
		return again(func() error { return f.retitle(ctx, c, groupOf(o)) })
	case identity.AddressChore:
		return again(func() error { return f.follow(ctx, c, id.Person(o.Thing)) })
	case filing.MovedChore:
		return again(func() error { return f.refile(ctx, c, o) })
	case filing.RemovedChore:
		return again(func() error { return f.emptied(ctx, c, o) })
	case access.OpenedChore:
		return f.opened(ctx, c, id.Request(o.Thing))
	case access.RequestedEvent, access.OpenedEvent, access.EndedEvent, access.BrokeGlassEvent:
		return f.tell(ctx, c, o)
	case webhook.DueChore:
		return f.due(ctx, o)
	default:
		return fmt.Errorf("no chore is named %q", o.Chore)
	}
}

// forget notes who received a credential through an organization that lost it, which
// finds it no more.
// Whoever is marked stays as marked, so it resumes by beginning again. It need
// not look twice: a use checks the credential's version, which ending it moved,
// so none that was in flight is kept afterwards.
func (f function) forget(ctx context.Context, c identity.Call, cred id.Credential, o id.Organization) error {
	reader := credential.Reader{Credential: cred, Organization: o}
	if err := f.table.Read(ctx, &reader); err != nil {
		return err
	}
	for p := (table.Page{Limit: piece}); ; {
		some, next, err := f.table.ReceiversOf(ctx, cred, o, p)
		if err != nil {
			return err
		}
		if err := f.mark(ctx, c, credential.Forget(c.At, reader, some)); err != nil {
			return err
		}
		if p.After = next; next == "" {
			break
		}
	}
	return again(func() error { return f.had(ctx, c, cred, o) })
}

// opened starts the workflow of a period that was opened, unless it is over by
// now. A workflow that cannot be started holds nobody in: the order waits until it
// can, and due-sweep does its work meanwhile.
func (f function) opened(ctx context.Context, c identity.Call, request id.Request) error {
	q := access.Request{ID: request}
	if err := f.table.Read(ctx, &q); err != nil {
		return err
	}
	if len(q.Awaited(c.At)) == 0 {
		return nil
	}
	return f.start(ctx, q.ID)
}

func main() {
	t := table.Open(env.AWS("dynamodb"), env.Must("TABLE"))
	m := workflow.Open(env.AWS("sfn"), env.Must("PERIOD_MACHINE"))
	b := bus.Open(env.AWS("eventbridge"), env.Must("BUS"))
	lambdastream.Start(t, change.Drive, function{table: t, start: m.Start, put: b.Put, origin: env.Must("ORIGIN")}.deliver)
}
