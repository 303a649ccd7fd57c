package api

import (
	"cmp"
	"time"

	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// KnowledgeAsk says of whom it is asked what they know, and how it is answered.
type KnowledgeAsk struct {
	Lost    string `json:"-" query:"lost" enum:"true,false" default:"false" doc:"true: only who lost the way to it."`
	Current string `json:"-" query:"current" enum:"true,false" default:"false" doc:"true: only who may know the current secret."`
	Format  string `json:"-" query:"format" enum:"json,csv" default:"json" doc:"csv: a file; pages put one after the other are one."`
	After   string `json:"-" query:"after" maxLength:"1000" doc:"The next, or the Valetkey-Next header, of the page before."`
	Limit   int    `json:"-" query:"limit" minimum:"1" maximum:"100" default:"50" doc:"How many lines at most. A page may be shorter, or empty, and have a next."`
}

// KnowledgeReport asks who received which secrets of an organization.
type KnowledgeReport struct {
	Organization id.Organization `json:"-" path:"organization"`
	Client       id.Client       `json:"-" query:"client" doc:"Only of what is kept for this client."`
	KnowledgeAsk
}

// KnowledgeCredential asks who received a secret.
type KnowledgeCredential struct {
	Organization id.Organization `json:"-" path:"organization"`
	Credential   id.Credential   `json:"-" path:"credential"`
	KnowledgeAsk
}

// Knowledge is a page of who received what.
type Knowledge struct {
	Items []KnowledgeLine `json:"items"`
	Next  string          `json:"next,omitempty"`
	File  *File           `json:"-"` // instead, if that was asked for
}

// Saved is the page as a file, if that was asked for.
func (k Knowledge) Saved() (File, bool) {
	if k.File == nil {
		return File{}, false
	}
	return *k.File, true
}

// KnowledgeLine is one person who received one secret through one organization.
type KnowledgeLine struct {
	Credential   id.Credential `json:"credential"`
	Name         string        `json:"name"`
	Type         string        `json:"type,omitempty" doc:"This and the client are of one's own only."`
	Client       id.Client     `json:"client,omitempty"`
	ClientName   string        `json:"clientName,omitempty"`
	Person       id.Person     `json:"person,omitempty" doc:"Absent: somebody of another organization, who is known by name only."`
	PersonName   string        `json:"personName"`
	Member       string        `json:"member" enum:"active,suspended,removed,other" doc:"other: of another organization, that it is lent to."`
	Organization string        `json:"organization" doc:"The name of the organization through which they received it."`
	Version      int           `json:"version" doc:"The newest version of the secret that they received."`
	Current      bool          `json:"current" doc:"They may know the current secret; false: only an older one."`
	Uses         int           `json:"uses"`
	First        time.Time     `json:"first"`
	Last         time.Time     `json:"last"`
	Lost         *time.Time    `json:"lost,omitempty" doc:"Since when they have no way to it any more."`
}

// KnowledgeLineFrom is a line of who received what, for the organization that looks.
func KnowledgeLineFrom(k credential.Knowing, by identity.Caller) KnowledgeLine {
	r, c := k.Received, k.Of
	out := KnowledgeLine{
		Credential: r.Credential, Name: cmp.Or(c.Name, r.Of), PersonName: r.Name, Member: "other", Organization: r.OrganizationName, Version: r.Number, Current: r.MayKnow(c),
		Uses: r.Uses, First: r.First, Last: r.Last, Lost: k.Lost(),
	}
	if c.Home == by.Organization { // by what its home files it is the home's (rule S3)
		out.Type, out.Client, out.ClientName = c.Type, c.Client, c.For
	}
	if r.Organization == by.Organization { // the others' people are known by name only (rule A2)
		out.Person, out.Member = r.Person, MemberFrom(k.Member).State
		if k.Member.Version == 0 {
			out.Member = "removed"
		}
	}
	return out
}
