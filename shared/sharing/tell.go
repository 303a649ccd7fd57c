package sharing

import (
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/identity"
)

// Several is the tie of a notice that stands for all that was shared, or stopped, at once.
const Several = "several"

// tell has the admins of the partner told what somebody did with what they have: it is
// shared with them, or no more. That it is shared in another way is on their record.
func tell(c *change.Change, kind change.Telling, by identity.Caller, r credential.Reader) {
	c.Notices = append(c.Notices, change.Notice{
		Kind: kind, At: by.At, By: by.Name, About: string(r.Credential), Home: string(r.Organization),
		To: change.Audience{Organization: r.Organization, Except: by.Person},
	})
}

// TellOnce leaves one notice of a change that is one of several, and none if there was
// one before: nobody gets a mail for each of five hundred credentials.
func TellOnce(c *change.Change, before bool) {
	if before {
		c.Notices = nil
	}
	for i := range c.Notices {
		c.Notices[i].Tie = Several
	}
}
