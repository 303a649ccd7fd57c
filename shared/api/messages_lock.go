package api

import (
	"time"

	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/secret"
)

// LockSee shows whether an organization is locked, and for whom.
type LockSee struct {
	Organization id.Organization `json:"-" path:"organization"`
}

// Lock is whether an organization's key is set, and whether this session has unlocked it.
type Lock struct {
	Set       bool       `json:"set" doc:"An organization key is set: secrets open only after it was typed, once a session."`
	Since     *time.Time `json:"since,omitempty" doc:"Since when it is the one it is."`
	By        string     `json:"by,omitempty" doc:"Who set it, or changed it last."`
	Unlocked  bool       `json:"unlocked" doc:"This session has unlocked it."`
	Until     *time.Time `json:"until,omitempty" doc:"When it is locked again for this session, at the latest."`
	Resealing *time.Time `json:"resealing,omitempty" doc:"Since when its keys are replaced, while not everything is sealed anew: an admin goes on with that."`
}

// LockSet sets an organization key where there is none.
type LockSet struct {
	secret.Holder `json:"-"`
	Organization  id.Organization `json:"-" path:"organization"`
	Key           secret.Text     `json:"key,omitempty" maxLength:"256" doc:"The organization key, if you choose one; absent: six words are made. However it is typed later, in capitals or with spaces, it is the same."`
}

// LockShown is what is shown once: neither is kept, or can be shown again.
type LockShown struct {
	secret.Holder `json:"-"`
	Lock          Lock   `json:"lock"`
	Key           string `json:"key,omitempty" doc:"The organization key, if it was made."`
	Code          string `json:"code" doc:"The recovery code: with it a forgotten organization key is replaced by another, once."`
	Replace       bool   `json:"replace,omitempty" doc:"Backups from before open without the organization key, with KMS: replace the keys to close what is sealed from then on."`
}

// LockUnlock unlocks an organization for this session.
type LockUnlock struct {
	secret.Holder `json:"-"`
	Organization  id.Organization `json:"-" path:"organization"`
	Key           secret.Text     `json:"key" minLength:"1" maxLength:"256" doc:"The organization key, in capitals or not, with whatever spaces."`
}

// LockChange sets another organization key, for who knows the one there is.
type LockChange struct {
	secret.Holder `json:"-"`
	Organization  id.Organization `json:"-" path:"organization"`
	Key           secret.Text     `json:"key" minLength:"1" maxLength:"256" doc:"The organization key there is."`
	NewKey        secret.Text     `json:"newKey,omitempty" maxLength:"256" doc:"The next, if you choose one; absent: six words are made."`
}

// LockRecover sets another organization key, for who has the recovery code.
type LockRecover struct {
	secret.Holder `json:"-"`
	Organization  id.Organization `json:"-" path:"organization"`
	Code          secret.Text     `json:"code" minLength:"1" maxLength:"100" doc:"The recovery code, as it was shown when the key was set. It is good once: another is answered."`
	NewKey        secret.Text     `json:"newKey,omitempty" maxLength:"256" doc:"The next organization key, if you choose one; absent: six words are made."`
}

// KeysReseal goes on with sealing anew what keys that were replaced open.
type KeysReseal struct {
	Organization id.Organization `json:"-" path:"organization"`
}

// Resealed is how far that has come.
type Resealed struct {
	Done    bool `json:"done" doc:"Everything is sealed anew, and the old keys are destroyed. Otherwise ask again: it goes on where it stopped, whoever asks."`
	Sealed  int  `json:"sealed" doc:"How many keys of credentials were sealed anew by now."`
	Refused int  `json:"refused" doc:"How many did not open: nothing opened them before either."`
	Wait    int  `json:"wait,omitempty" doc:"Seconds to wait before asking again: what was written just when the keys were replaced is looked for once more."`
}

// LockWeigh counts what a reset would give up.
type LockWeigh struct {
	Organization id.Organization `json:"-" path:"organization"`
	Page
}

// LockWeighed is a page of the counting: the sum of all pages counts.
type LockWeighed struct {
	Lost     int    `json:"lost" doc:"Credentials that nobody else has: what they say is gone. They stay, and can be given another secret."`
	Lent     int    `json:"lent" doc:"Credentials that others have too: they go on with them, and it is gone here."`
	Received int    `json:"received" doc:"Credentials of others: each waits for its owner to share it again."`
	Next     string `json:"next,omitempty"`
}

// LockReset gives up what only this organization could open.
type LockReset struct {
	Organization id.Organization `json:"-" path:"organization"`
	Name         string          `json:"name" minLength:"1" maxLength:"120" doc:"The name of the organization, typed: what is gone comes back by nothing."`
}
