package access

import (
	"slices"
	"strings"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/identity"
)

// Retagging is which tags a credential shall have, and which not, whatever else it
// has: for several credentials at once.
type Retagging struct {
	Add, Remove []string
}

// Check refuses what says nothing, or two things of one tag.
func (r Retagging) Check() error {
	add, remove := tidyTags(r.Add), tidyTags(r.Remove)
	switch {
	case len(add)+len(remove) == 0:
		return fault.BadField("body.add", "names no tag, and neither does remove")
	case slices.ContainsFunc(add, func(t string) bool { return holdsTag(remove, t) }):
		return fault.BadField("body.remove", "names a tag that is to be added")
	}
	return nil
}

// Retag gives a credential tags and takes others away. It needs to have seen no
// revision: it says nothing of the tags that it does not name.
func Retag(by identity.Caller, f credential.Amending, r Retagging) (credential.Credential, change.Change, error) {
	c := f.Credential
	if err := credential.MayChange(by, c); err != nil {
		return c, change.Change{}, err
	}
	remove, tags := tidyTags(r.Remove), []string{}
	for _, t := range c.Tags {
		if !holdsTag(remove, t) {
			tags = append(tags, t)
		}
	}
	tags = tidyTags(append(tags, r.Add...))
	if len(tags) > credential.MaxTags {
		return c, change.Change{}, fault.New(fault.Conflict, "It would have %d tags: %d are the most.", len(tags), credential.MaxTags)
	}
	if slices.Equal(tags, c.Tags) {
		return c, change.Change{}, nil // however its tags were written before
	}
	f.Seen = c.Revision
	return Amend(by, f, filing.Types{}, Amendment{Tags: tags})
}

// tidyTags are tags as they are kept: trimmed, each once, as it was first written.
func tidyTags(all []string) []string {
	tags := make([]string, 0, len(all))
	for _, t := range all {
		if t = strings.TrimSpace(t); t != "" && !holdsTag(tags, t) {
			tags = append(tags, t)
		}
	}
	return tags
}

func holdsTag(all []string, tag string) bool {
	return slices.ContainsFunc(all, func(t string) bool { return credential.Tag(t) == credential.Tag(tag) })
}
