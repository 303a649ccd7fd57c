package api

import (
	"time"

	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/secret"
)

// Sessions is where the caller is signed in, newest first.
type Sessions struct {
	Items []SessionSeen `json:"items"`
}

// SessionSeen is one session of the caller's.
type SessionSeen struct {
	ID    id.Session `json:"id"`
	This  bool       `json:"this" doc:"It is the one that asks."`
	Since time.Time  `json:"since"`
	Ends  time.Time  `json:"ends"`
	From  string     `json:"from,omitempty" doc:"The address it began from."`
	Agent string     `json:"agent,omitempty" doc:"The browser it began in, as that says."`
}

// SessionEndOne signs out one session of the caller's.
type SessionEndOne struct {
	Session id.Session `json:"-" path:"session"`
}

// SessionEndAll signs out everywhere.
type SessionEndAll struct {
	KeepThis bool `json:"keepThis,omitempty" doc:"Stay signed in here."`
}

// ResetCreate says that somebody forgot their password.
type ResetCreate struct {
	Email string `json:"email" format:"email" maxLength:"320"`
}

// CodeMailed says that a code was mailed, if there is anybody to mail it to. The
// token goes back with the code: neither is good without the other.
type CodeMailed struct {
	secret.Holder `json:"-"`
	Token         string    `json:"token" doc:"To be sent with the code."`
	Expires       time.Time `json:"expires"`
}

// ResetConfirm chooses a new password.
type ResetConfirm struct {
	secret.Holder `json:"-"`
	Token         string      `json:"token" minLength:"1" maxLength:"200" doc:"From POST /api/resets."`
	Code          secret.Text `json:"code" minLength:"8" maxLength:"12" doc:"The eight digits mailed to the address; blanks do not matter."`
	Password      secret.Text `json:"password" minLength:"12" maxLength:"256" doc:"The new one: at least 12 characters."`
}

// PasswordChange changes the caller's password.
type PasswordChange struct {
	Password    secret.Text `json:"password" minLength:"1" maxLength:"256" doc:"The one of now."`
	NewPassword secret.Text `json:"newPassword" minLength:"12" maxLength:"256" doc:"At least 12 characters."`
}

// AddressAsk asks for another mail address.
type AddressAsk struct {
	Email    string      `json:"email" format:"email" maxLength:"320" doc:"The new one; a code is mailed to it."`
	Password secret.Text `json:"password" minLength:"1" maxLength:"256"`
}

// AddressConfirm takes the new address.
type AddressConfirm struct {
	secret.Holder `json:"-"`
	Token         string      `json:"token" minLength:"1" maxLength:"200" doc:"From POST /api/me/address."`
	Code          secret.Text `json:"code" minLength:"8" maxLength:"12" doc:"The eight digits mailed to the new address; blanks do not matter."`
}

// AccountClose closes the caller's account.
type AccountClose struct {
	Password secret.Text `json:"password" minLength:"1" maxLength:"256"`
}

// Closed says how closing an account goes. Everything lent ends first; if that is
// much, one call does not end it all: it is sent again until nothing is left.
type Closed struct {
	Ended int  `json:"ended" doc:"How many loans and requests this call ended."`
	Left  bool `json:"left" doc:"There are more: send it again."`
	Gone  bool `json:"gone" doc:"The sign-in is gone too. It stays for who is a member of another organization."`
}

// AccountRecord reads the caller's own record, newest first.
type AccountRecord struct{ Page }

// Apps is a small catalogue of common apps.
type Apps struct {
	Items []App `json:"items"`
}

// App is one of them.
type App struct {
	Name    string `json:"name"`
	Address string `json:"address" doc:"Where one signs in."`
	Icon    string `json:"icon" doc:"The name of its icon in the web client's set."`
}
