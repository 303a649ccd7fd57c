package api

import (
	"time"

	"github.com/valetkey/valetkey/shared/id"
)

// SiteCreate adds a client as a site.
type SiteCreate struct {
	Organization id.Organization `json:"-" path:"organization"`
	Client       id.Client       `json:"client,omitempty" doc:"A client that is there; absent: one is made."`
	Name         string          `json:"name,omitempty" maxLength:"120" doc:"The site's name; absent: the client's."`
	Groups       []id.Group      `json:"groups,omitempty" maxItems:"10" doc:"Who works for a client that is made; absent: every member."`
}

// Site is a provider's site, as the provider sees it: nothing of what is in it.
type Site struct {
	ID     id.Organization `json:"id"`
	Name   string          `json:"name"`
	Client id.Client       `json:"client"`
	Since  time.Time       `json:"since"`
	Open   bool            `json:"open" doc:"Client sign-in is enabled."`
	Turned *time.Time      `json:"turned,omitempty" doc:"When it was enabled or disabled last; absent: never enabled yet."`
	By     string          `json:"by,omitempty" doc:"By whom."`
	Locked bool            `json:"locked" doc:"Its organization key is set: nothing is shared in either direction before."`
	Held   string          `json:"held,omitempty" doc:"Why it waits for an operator: nobody is invited until then."`
}

// SiteList lists a provider's sites.
type SiteList struct {
	Organization id.Organization `json:"-" path:"organization"`
	Page
}

// Sites is a page of sites.
type Sites struct {
	Items []Site `json:"items"`
	Next  string `json:"next,omitempty"`
}

// SiteSee names one site: to be shown, opened or closed.
type SiteSee struct {
	Organization id.Organization `json:"-" path:"organization"`
	Site         id.Organization `json:"-" path:"site"`
}

// SiteDetail is one site, and whom the provider invited there.
type SiteDetail struct {
	Site
	Active  bool     `json:"active" doc:"It has an admin: somebody activated it."`
	Forced  bool     `json:"forced" doc:"It has the provider's list of credential types."`
	Invited []Member `json:"invited" doc:"Whom the provider invited there, and who has not answered yet."`
}

// SiteTypes says whose list of credential types a site has.
type SiteTypes struct {
	Organization id.Organization `json:"-" path:"organization"`
	Site         id.Organization `json:"-" path:"site"`
	Forced       bool            `json:"forced" doc:"The provider's list, and whatever becomes of it; otherwise the site's own."`
}

// SiteInvite invites somebody to a site.
type SiteInvite struct {
	Organization id.Organization `json:"-" path:"organization"`
	Site         id.Organization `json:"-" path:"site"`
	Email        string          `json:"email" format:"email" maxLength:"320"`
	Role         string          `json:"role" enum:"admin,reviewer,auditor,user"`
}

// SiteUninvite takes such an invitation back.
type SiteUninvite struct {
	Organization id.Organization `json:"-" path:"organization"`
	Site         id.Organization `json:"-" path:"site"`
	Invitation   id.Invitation   `json:"-" path:"invitation"`
}

// ProviderSee asks whose site the organization is.
type ProviderSee struct {
	Organization id.Organization `json:"-" path:"organization"`
}

// ProviderSeen is a site's provider, as the site sees it.
type ProviderSeen struct {
	ID     id.Organization `json:"id"`
	Name   string          `json:"name"`
	Since  time.Time       `json:"since"`
	Open   bool            `json:"open" doc:"The provider lets the site's people in."`
	Turned *time.Time      `json:"turned,omitempty" doc:"When that became so."`
	Forced bool            `json:"forced" doc:"The site has the provider's list of credential types."`
}

// PartnerList lists the organizations to share with.
type PartnerList struct {
	Organization id.Organization `json:"-" path:"organization"`
	Page
}

// Partner is an organization to share with.
type Partner struct {
	ID     id.Organization `json:"id"`
	Name   string          `json:"name"`
	Is     string          `json:"is" enum:"provider,site" doc:"What it is to this one."`
	Since  time.Time       `json:"since"`
	Open   bool            `json:"open" doc:"The site is open to its people; while it is not, what is shared waits."`
	Locked bool            `json:"locked" doc:"Its organization key is set."`
}

// Partners is a page of partners.
type Partners struct {
	Items []Partner `json:"items"`
	Next  string    `json:"next,omitempty"`
}

// PartnerPeople lists whom to choose there.
type PartnerPeople struct {
	Organization id.Organization `json:"-" path:"organization"`
	Partner      id.Organization `json:"-" path:"partner"`
	Begins       string          `json:"-" query:"begins" maxLength:"60" doc:"How a word of the name begins; absent: all."`
	Page
}

// PersonThere is somebody, or a group, of the other side.
type PersonThere struct {
	Person id.Person `json:"person,omitempty"`
	Group  id.Group  `json:"group,omitempty"`
	Name   string    `json:"name"`
}

// PeopleThere is a page of them, groups first. It may be short, or empty, with more
// after it.
type PeopleThere struct {
	Items []PersonThere `json:"items"`
	Next  string        `json:"next,omitempty"`
}

// RelationWeigh asks what the end of a relation would end.
type RelationWeigh struct {
	Organization id.Organization `json:"-" path:"organization"`
	Partner      id.Organization `json:"-" path:"partner"`
}

// RelationWeighed is how many credentials are shared, up to a thousand each way.
type RelationWeighed struct {
	Given    int  `json:"given" doc:"Those of this organization that the partner has: it loses them."`
	Received int  `json:"received" doc:"Those of the partner that this organization has: it loses them."`
	More     bool `json:"more,omitempty" doc:"There are more than were counted."`
}

// RelationEnd ends what two organizations have to do with each other.
type RelationEnd struct {
	Organization id.Organization `json:"-" path:"organization"`
	Partner      id.Organization `json:"-" path:"partner"`
	Name         string          `json:"name" minLength:"1" maxLength:"120" doc:"The partner's name, typed to confirm."`
}

// MemberShare says whether a member may share.
type MemberShare struct {
	Organization id.Organization `json:"-" path:"organization"`
	Person       id.Person       `json:"-" path:"person"`
	MayShare     bool            `json:"mayShare"`
}
