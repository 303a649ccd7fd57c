package api

import "github.com/valetkey/valetkey/shared/id"

// CredentialBulk does one thing to several credentials.
type CredentialBulk struct {
	Organization id.Organization `json:"-" path:"organization"`
	Credentials  []id.Credential `json:"credentials" minItems:"1" maxItems:"50"`
	Act          string          `json:"act" enum:"disable,enable,tag"`
	Add          []string        `json:"add,omitempty" maxItems:"10" maxLength:"40" doc:"For tag: the tags that each shall have."`
	Remove       []string        `json:"remove,omitempty" maxItems:"10" maxLength:"40" doc:"For tag: the tags that none shall have, however they are written."`
}

// BulkDone says of each credential what happened, in the order in which they were named.
type BulkDone struct {
	Items []BulkOne `json:"items"`
}

// BulkOne is what happened to one credential.
type BulkOne struct {
	Credential id.Credential `json:"credential"`
	Outcome    string        `json:"outcome" enum:"done,unchanged,refused,not-done" doc:"unchanged: it was so already; not-done: no time was left for it, ask again."`
	Reason     string        `json:"reason,omitempty" doc:"Why it was not."`
}
