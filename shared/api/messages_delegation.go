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
	Name         string        `json:"name" doc:"The account they ask for."`
	Address      string        `json:"address"`
	Message      string        `json:"message,omitempty"`
	Asked        time.Time     `json:"asked"`
	Lapses       time.Time     `json:"lapses"`
	State        string        `json:"state" enum:"pending,shared,denied,lapsed,cancelled,revoked"`
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
	State        string        `json:"state" enum:"pending,shared,denied,lapsed,cancelled,revoked"`
	Organization string        `json:"organization" doc:"Who asked, and uses it."`
	Since        time.Time     `json:"since" doc:"Since when that organization exists here."`
	Asker        string        `json:"asker"`
	AskerEmail   string        `json:"askerEmail"`
	Name         string        `json:"name"`
	Address      string        `json:"address"`
	Message      string        `json:"message,omitempty"`
	Asked        time.Time     `json:"asked"`
	Lapses       time.Time     `json:"lapses" doc:"Until when it can be answered."`
	Decided      *time.Time    `json:"decided,omitempty" doc:"When it was shared or denied."`
	Ended        *time.Time    `json:"ended,omitempty" doc:"When it was revoked, cancelled or came to its end date."`
	Ends         *time.Time    `json:"ends,omitempty" doc:"The end date of the loan, if one is set."`
	Unknown      bool          `json:"unknown,omitempty" doc:"Denied because the owner does not know who asks."`
	HasCodes     bool          `json:"hasCodes,omitempty" doc:"The login carries a set-up key for sign-in codes."`
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
	Seed         secret.Text     `json:"seed,omitempty" maxLength:"500" doc:"The set-up key for sign-in codes: base32, or an otpauth address. They get the current code with a launch, never this."`
	AllowViewing bool            `json:"allowViewing,omitempty" doc:"Let them see the password. Otherwise they only sign in with it."`
	Ends         *time.Time      `json:"ends,omitempty" doc:"An end date; at least an hour and at most ten years ahead."`
}

// DelegationLend answers a request with a credential that the organization has.
type DelegationLend struct {
	Organization id.Organization `json:"-" path:"organization"`
	Delegation   id.Delegation   `json:"-" path:"delegation" doc:"A request that the caller claimed, in whichever organization of theirs."`
	Resource     id.Resource     `json:"resource" doc:"The resource here that the credential is of."`
	Credential   id.Credential   `json:"credential" doc:"A company credential of it that the caller may reveal."`
	AllowViewing bool            `json:"allowViewing,omitempty"`
	Ends         *time.Time      `json:"ends,omitempty"`
}

// DelegationAmend changes a loan.
type DelegationAmend struct {
	Organization id.Organization `json:"-" path:"organization"`
	Delegation   id.Delegation   `json:"-" path:"delegation"`
	AllowViewing *bool           `json:"allowViewing,omitempty" doc:"Left out: stays."`
	Ends         *time.Time      `json:"ends,omitempty" doc:"Another end date. Left out: stays, unless endless."`
	Endless      bool            `json:"endless,omitempty" doc:"Take the end date away."`
}

// DelegationDisown says that the owner does not know who asks.
type DelegationDisown struct {
	Organization id.Organization `json:"-" path:"organization"`
	Delegation   id.Delegation   `json:"-" path:"delegation"`
}

// DelegationUnknown says the same with the mailed code, without an account.
type DelegationUnknown struct {
	secret.Holder `json:"-"`
	Token         string      `json:"token" minLength:"1" maxLength:"200"`
	Code          secret.Text `json:"code" minLength:"8" maxLength:"12" doc:"The eight digits mailed to the asked address; blanks do not matter."`
}

// DelegationResend mails a request again.
type DelegationResend struct {
	Organization id.Organization `json:"-" path:"organization"`
	Resource     id.Resource     `json:"-" path:"resource"`
}

// DelegationCancel takes a request back.
type DelegationCancel struct {
	Organization id.Organization `json:"-" path:"organization"`
	Resource     id.Resource     `json:"-" path:"resource"`
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
	Person       string          `json:"-" query:"person" maxLength:"120" doc:"Only what somebody of this name did."`
	Page
}

// Activity is a page of what happened with a loan.
type Activity struct {
	Items   []AuditEntry `json:"items"`
	People  []Knower     `json:"people" doc:"Everybody of the other side who ever received the login; first page only."`
	Version int          `json:"version,omitempty" doc:"Of the login that is lent, if one is: to be sent back when changing it."`
	Next    string       `json:"next,omitempty"`
}

// Knower is somebody of the other side who received a secret.
type Knower struct {
	Name         string     `json:"name"`
	Organization string     `json:"organization"`
	Uses         int        `json:"uses"`
	First        time.Time  `json:"first"`
	Last         time.Time  `json:"last" doc:"When they received it last."`
	MayKnow      bool       `json:"mayKnow" doc:"The password was not changed since: they may still know it."`
	Lost         *time.Time `json:"lost,omitempty" doc:"When they lost the way to it, if they did."`
}
