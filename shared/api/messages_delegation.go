package api

import (
	"time"

	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/secret"
)

// DelegationAsk adds a resource of type "Request access from its owner".
type DelegationAsk struct {
	Organization id.Organization `json:"-" path:"organization"`
	Name         string          `json:"name" minLength:"1" maxLength:"120" doc:"The account's name, as the owner will know it."`
	Address      string          `json:"address" minLength:"1" maxLength:"2000" doc:"Where one signs in."`
	Owner        string          `json:"owner" format:"email" maxLength:"320" doc:"The owner's mail address."`
	Message      string          `json:"message,omitempty" maxLength:"1000" doc:"A short message to the owner."`
}

// DelegationSeen is what the holder of a mailed link sees: who asks and for what.
type DelegationSeen struct {
	Delegation   id.Delegation `json:"delegation"`
	Organization string        `json:"organization" doc:"The asking organization's name."`
	Since        time.Time     `json:"since" doc:"Since when that organization exists here."`
	Asker        string        `json:"asker" doc:"Who asks."`
	AskerEmail   string        `json:"askerEmail" doc:"Their mail address."`
	AskerProven  bool          `json:"askerProven" doc:"They have shown to have that mailbox."`
	Name         string        `json:"name" doc:"The account they ask for."`
	Address      string        `json:"address"`
	Message      string        `json:"message,omitempty"`
	Asked        time.Time     `json:"asked"`
	Lapses       time.Time     `json:"lapses"`
	State        string        `json:"state" enum:"pending,shared,denied,lapsed,revoked"`
	Claimed      bool          `json:"claimed" doc:"Somebody signed in as its owner already."`
	Owner        string        `json:"owner" doc:"The asked address, half hidden."`
}

// DelegationJoin makes the owner's free account and claims the request.
type DelegationJoin struct {
	secret.Holder `json:"-"`
	Token         string      `json:"token" minLength:"1" maxLength:"200"`
	Code          secret.Text `json:"code" minLength:"8" maxLength:"12" doc:"The eight digits mailed to the asked address; blanks do not matter."`
	Name          string      `json:"name" minLength:"1" maxLength:"120"`
	Password      secret.Text `json:"password" minLength:"12" maxLength:"256"`
	Carry
}

// DelegationClaim claims a request for somebody signed in.
type DelegationClaim struct {
	secret.Holder `json:"-"`
	Token         string      `json:"token" minLength:"1" maxLength:"200"`
	Code          secret.Text `json:"code,omitempty" maxLength:"12" doc:"Needed when the asked address is not one's own."`
}

// Claimed says under which organization of the owner's the request is now.
type Claimed struct {
	Organization id.Organization `json:"organization"`
	Delegation   id.Delegation   `json:"delegation"`
}

// DelegationList lists what others asked this organization for and what it lends.
type DelegationList struct {
	Organization id.Organization `json:"-" path:"organization"`
	Page
}

// Delegations is a page of requests and loans, newest first.
type Delegations struct {
	Items []Delegation `json:"items"`
	Next  string       `json:"next,omitempty"`
}

// Delegation is one request or loan as its owner sees it.
type Delegation struct {
	ID           id.Delegation `json:"id"`
	State        string        `json:"state" enum:"pending,shared,denied,lapsed,revoked"`
	Organization string        `json:"organization" doc:"Who asked, and uses it."`
	Since        time.Time     `json:"since" doc:"Since when that organization exists here."`
	Asker        string        `json:"asker"`
	AskerEmail   string        `json:"askerEmail"`
	AskerProven  bool          `json:"askerProven" doc:"They have shown to have that mailbox."`
	Name         string        `json:"name"`
	Address      string        `json:"address"`
	Message      string        `json:"message,omitempty"`
	Asked        time.Time     `json:"asked"`
	Lapses       time.Time     `json:"lapses" doc:"Until when it can be answered."`
	Decided      *time.Time    `json:"decided,omitempty" doc:"When it was shared or denied."`
	Ended        *time.Time    `json:"ended,omitempty" doc:"When it was revoked."`
	Credential   id.Credential `json:"credential,omitempty" doc:"The login that is lent."`
	AllowViewing bool          `json:"allowViewing" doc:"Members there may reveal the password, if their admin lets them."`
}

// DelegationShare shares the login of the asked resource.
type DelegationShare struct {
	Organization id.Organization `json:"-" path:"organization"`
	Delegation   id.Delegation   `json:"-" path:"delegation"`
	Username     string          `json:"username" minLength:"1" maxLength:"320"`
	Secret       secret.Text     `json:"secret" minLength:"1" maxLength:"10000"`
	Notes        secret.Text     `json:"notes,omitempty" maxLength:"10000"`
	AllowViewing bool            `json:"allowViewing,omitempty" doc:"Let them see the password. Otherwise they only sign in with it."`
}

// DelegationDeny denies a request.
type DelegationDeny struct {
	Organization id.Organization `json:"-" path:"organization"`
	Delegation   id.Delegation   `json:"-" path:"delegation"`
	Note         string          `json:"note,omitempty" maxLength:"1000" doc:"Shown to who asked."`
}

// DelegationRevoke takes a loan back.
type DelegationRevoke struct {
	Organization id.Organization `json:"-" path:"organization"`
	Delegation   id.Delegation   `json:"-" path:"delegation"`
}

// DelegationActivity reads what happened with a loan, newest first.
type DelegationActivity struct {
	Organization id.Organization `json:"-" path:"organization"`
	Delegation   id.Delegation   `json:"-" path:"delegation"`
	Page
}

// Activity is a page of what happened with a loan.
type Activity struct {
	Items   []AuditEntry `json:"items"`
	Version int          `json:"version,omitempty" doc:"Of the login that is lent, if one is: to be sent back when changing it."`
	MayKnow []Knower     `json:"mayKnow" doc:"Who received the password since it was last changed, and so may still know it; first page only."`
	Next    string       `json:"next,omitempty"`
}

// Knower is somebody of the other side who received a secret.
type Knower struct {
	Name         string     `json:"name"`
	Organization string     `json:"organization"`
	Last         time.Time  `json:"last" doc:"When they received it last."`
	Lost         *time.Time `json:"lost,omitempty" doc:"When they lost the way to it, if they did."`
}
