package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/table"
)

// few is how many assignments one transaction ends: each takes a resource, how
// it stood before, the row that lists it and a line on record.
const few = piece / 4

// again begins a chore again that somebody's act came in between of: what is
// done is done, and it looks at what is left.
func again(chore func() error) error {
	err := chore()
	for range 2 {
		if fault.Of(err) != fault.Moved {
			break
		}
		err = chore()
	}
	return err
}

// gone writes down what a membership's end has ended: what they received, whose
// list they are on, what they were put on by themselves. All of it is closed
// already, by the member's own row. It need not look twice: a use checks that
// row, which the end moved, so none that was in flight is kept afterwards. Of
// somebody who is a member again, only what is from before is touched.
func (f function) gone(ctx context.Context, c identity.Call, o change.Order) error {
	m := identity.Member{Organization: id.Organization(o.Home), Person: id.Person(o.Thing)}
	if err := f.table.Read(ctx, &m); err != nil || m.Version == 0 {
		return err
	}
	for p := (table.Page{Limit: piece}); ; {
		some, next, err := f.table.ReceivedBy(ctx, m.Organization, m.Person, p)
		if err != nil {
			return err
		}
		if err := f.mark(ctx, c, credential.ForgetMember(c.At, o.At, m, some)); err != nil {
			return err
		}
		if p.After = next; next == "" {
			break
		}
	}
	if err := f.endAll(ctx, c, m.Organization, string(m.Person), func(e access.Ending) change.Change {
		return access.MemberGone(c.At, m, e)
	}); err != nil {
		return err
	}
	return f.unlist(ctx, c, m)
}

// unlist takes them off the lists of their groups. Which those were, the groups
// say: the membership names none any more.
func (f function) unlist(ctx context.Context, c identity.Call, m identity.Member) error {
	for p := (table.Page{Limit: piece}); ; {
		some, next, err := f.table.GroupsOf(ctx, m.Organization, p)
		if err != nil {
			return err
		}
		if err := f.table.Save(ctx, c, identity.Unlist(m, some), nil); err != nil {
			return err
		}
		if p.After = next; next == "" {
			return nil
		}
	}
}

// endAll walks what an audience is on. The lines on record of a piece are told
// apart from others' by what it begins with: that is never seen again.
func (f function) endAll(ctx context.Context, c identity.Call, o id.Organization, audience string, rule func(access.Ending) change.Change) error {
	for p := (table.Page{Limit: few}); ; {
		some, next, err := f.table.EndingOf(ctx, o, audience, p)
		if err != nil {
			return err
		}
		if len(some.Listed) > 0 {
			c := c
			c.ID += " " + string(some.Listed[0].Assignment)
			if err := f.table.Save(ctx, c, rule(some), nil); err != nil {
				return err
			}
		}
		if p.After = next; next == "" {
			return nil
		}
	}
}
