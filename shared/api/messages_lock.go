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
