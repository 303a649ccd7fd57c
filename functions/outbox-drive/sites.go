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

// part ends all that the two sides of a relation that ended share, both ways, each in
// its own transaction. What has ended is on their lists no more, so it resumes by
// beginning again.
func (f function) part(ctx context.Context, c identity.Call, of id.Organization) error {
	site := identity.Organization{ID: of}
	if err := f.table.Read(ctx, &site); err != nil || site.Relation == nil {
		return err
	}
	provider := site.Relation.Provider
	for _, way := range [][2]id.Organization{{provider, of}, {of, provider}} {
		for p := (table.Page{Limit: piece}); ; {
			some, next, err := f.table.HandedTo(ctx, way[0], way[1], p)
			if err != nil {
				return err
			}
			for _, one := range some {
				c := c
				c.ID += " " + string(one.Credential.ID)
				if err := f.table.Save(ctx, c, sharing.Part(c.At, one, site), nil); err != nil {
					return err
				}
			}
			if p.After = next; next == "" {
				break
			}
		}
	}
	return nil
}
