package api

import (
	"time"

	"github.com/valetkey/valetkey/shared/id"
)

// ShareSet shares a credential with a partner, or updates how it is shared.
type ShareSet struct {
	Organization id.Organization `json:"-" path:"organization"`
	Credential   id.Credential   `json:"-" path:"credential"`
	Partner      id.Organization `json:"-" path:"partner"`
	ShareOptions
}

// ShareOptions is how a credential is shared.
type ShareOptions struct {
	Mode string `json:"mode" enum:"use,read,write" doc:"What they may do: sign in with it, see it too, or give it new versions for both sides as well."`
	ShareList
}

// ShareList is for whom of the partner's a credential is shared, and until when.
type ShareList struct {
	Everyone bool        `json:"everyone,omitempty" doc:"All members there; otherwise those who are chosen."`
	People   []id.Person `json:"people,omitempty" maxItems:"50" doc:"Members there."`
	Groups   []id.Group  `json:"groups,omitempty" maxItems:"10" doc:"Groups there."`
	Log      bool        `json:"log,omitempty" doc:"Those who may see it see its change log, too."`
	Ends     *time.Time  `json:"ends,omitempty" doc:"Shared until then: at least an hour ahead, and at most ten years; absent: until it is stopped."`
}

// ShareBulk shares several credentials with a partner, updates how those are shared that
// are, or stops it.
type ShareBulk struct {
	Organization id.Organization `json:"-" path:"organization"`
	Partner      id.Organization `json:"-" path:"partner"`
	Credentials  []id.Credential `json:"credentials" minItems:"1" maxItems:"500"`
	Stop         bool            `json:"stop,omitempty" doc:"None of them is shared with the partner any more; instead of the options."`
	Mode         string          `json:"mode,omitempty" enum:"use,read,write" doc:"What they may do with each."`
	ShareList
}

// ShareDone says of each credential what happened, in the order in which they were named.
type ShareDone struct {
	Items []ShareOne `json:"items"`
}

// ShareOne is what happened to one credential.
type ShareOne struct {
	Credential id.Credential `json:"credential"`
	Outcome    string        `json:"outcome" enum:"shared,updated,stopped,unchanged,refused,not-done" doc:"unchanged: it was so already; not-done: no time was left for it, ask again with these."`
	Reason     string        `json:"reason,omitempty" doc:"Why it was not."`
}

// Share is how a credential is shared with a partner.
type Share struct {
	Partner     id.Organization `json:"partner"`
	PartnerName string          `json:"partnerName"`
	Mode        string          `json:"mode" enum:"use,read,write"`
	Everyone    bool            `json:"everyone"`
	People      []PersonThere   `json:"people" doc:"Members who are chosen."`
	Groups      []PersonThere   `json:"groups" doc:"Groups that are chosen."`
	Log         bool            `json:"log"`
	Ends        *time.Time      `json:"ends,omitempty"`
	Since       time.Time       `json:"since"`
	By          string          `json:"by" doc:"Who shared it."`
	Off         *time.Time      `json:"off,omitempty" doc:"Since when its receiver has it disabled."`
	OffBy       string          `json:"offBy,omitempty" doc:"Who of them did."`
	Received    bool            `json:"received,omitempty" doc:"The partner shares it with this organization, and not the other way round; whom here it is for is then for admins and auditors."`
}

// ShareListing asks how a credential is shared.
type ShareListing struct {
	Organization id.Organization `json:"-" path:"organization"`
	Credential   id.Credential   `json:"-" path:"credential"`
}

// Shares are the partners that a credential is shared with; of what another organization
// shares, how this one has it.
type Shares struct {
	Items []Share `json:"items"`
}

// ShareSeen is how a credential is shared with a partner, and who there received it: they
// may remember it when it is stopped.
type ShareSeen struct {
	Share
	Knowers []KnowerThere `json:"knowers"`
	More    bool          `json:"more,omitempty" doc:"More than a hundred received it."`
}

// KnowerThere is somebody of the other side who received a secret.
type KnowerThere struct {
	Name    string     `json:"name"`
	Last    time.Time  `json:"last"`
	Current bool       `json:"current" doc:"They may know the current secret; false: only an older one."`
	Lost    *time.Time `json:"lost,omitempty" doc:"Since when they have no way to it any more."`
}

// PartnerShares asks what is shared with a partner, or by it.
type PartnerShares struct {
	Organization id.Organization `json:"-" path:"organization"`
	Partner      id.Organization `json:"-" path:"partner"`
	Direction    string          `json:"-" query:"direction" enum:"given,received" default:"given" doc:"received: what the partner shares with this organization."`
	Page
}

// SharedPage is a page of what is shared, the oldest credential first.
type SharedPage struct {
	Items []SharedOne `json:"items"`
	Next  string      `json:"next,omitempty"`
}

// SharedOne is a credential with how it is shared.
type SharedOne struct {
	Credential Filed `json:"credential"`
	Share      Share `json:"share"`
}

// ShareAsk is about how a credential is shared with a partner.
type ShareAsk struct {
	Organization id.Organization `json:"-" path:"organization"`
	Credential   id.Credential   `json:"-" path:"credential"`
	Partner      id.Organization `json:"-" path:"partner"`
}

// ShareLogin says of which resource it is a login what another organization shares.
type ShareLogin struct {
	Organization id.Organization `json:"-" path:"organization"`
	Credential   id.Credential   `json:"-" path:"credential"`
	Resource     id.Resource     `json:"resource,omitempty" doc:"It opens for who is assigned to it with this credential; absent: for whom its folder is."`
}

// ReceivedState is whether an organization takes what another shares with it.
type ReceivedState struct {
	Credential id.Credential `json:"credential"`
	Resource   id.Resource   `json:"resource,omitempty" doc:"Of which it is a login here."`
	Off        *time.Time    `json:"off,omitempty" doc:"Since when it is disabled here; absent: it is not."`
	OffBy      string        `json:"offBy,omitempty" doc:"Who disabled it."`
}
