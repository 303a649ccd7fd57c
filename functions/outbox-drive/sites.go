package main

import (
	"context"

	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/sharing"
	"github.com/valetkey/valetkey/shared/table"
)

// forced copies a provider's list of credential types to the sites that it forces it
// on. One that it is forced on meanwhile copies the list that holds by itself.
func (f function) forced(ctx context.Context, c identity.Call, provider id.Organization) error {
	for p := (table.Page{Limit: piece}); ; {
		sites, next, err := f.table.SitesOf(ctx, provider, p)
		if err != nil {
			return err
		}
		for _, o := range sites {
			facts := sharing.Typing{
				Site: identity.Organization{ID: o.ID}, Types: filing.Types{Organization: o.ID}, Own: filing.Types{Organization: provider},
			}
			if err := f.table.Read(ctx, &facts.Site, &facts.Types, &facts.Own); err != nil {
				return err
			}
			one := c
			one.ID += " " + string(o.ID)
			if err := f.table.Save(ctx, one, sharing.Follow(c.At, facts), nil); err != nil {
				return err
			}
		}
		if p.After = next; next == "" {
			return nil
		}
	}
}
