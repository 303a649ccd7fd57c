package main

import (
	"context"
	"fmt"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/identity"
)

// left reads what somebody left behind, and how they stand there now.
func (f function) left(ctx context.Context, thing string) (identity.Left, identity.Member, error) {
	l, ok := identity.LeftReferred(thing)
	if !ok {
		return l, identity.Member{}, fmt.Errorf("%q is nobody's end", thing)
	}
	m := identity.Member{Organization: l.Organization, Person: l.Person}
	return l, m, f.table.Read(ctx, &l, &m)
}

// leftRemind reminds somebody of what waits for them.
func (f function) leftRemind(ctx context.Context, c identity.Call, thing string) (change.Change, error) {
	l, m, err := f.left(ctx, thing)
	if err != nil {
		return change.Change{}, err
	}
	p := identity.Person{ID: l.Person}
	if err := f.table.Read(ctx, &p); err != nil {
		return change.Change{}, err
	}
	return identity.RemindLeft(c.At, l, m, p), nil
}

// leftOver orders what nobody took in time to be destroyed.
func (f function) leftOver(ctx context.Context, c identity.Call, thing string) (change.Change, error) {
	l, m, err := f.left(ctx, thing)
	if err != nil {
		return change.Change{}, err
	}
	return identity.LeftOver(c.At, l, m), nil
}
