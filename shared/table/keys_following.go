package table

import (
	"fmt"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/sharing"
	"github.com/valetkey/valetkey/shared/webhook"
)

// keyOfFollowing is the key of what is kept for others to follow: lists, mail, what
// falls due, what is on record.
func keyOfFollowing(r any) key {
	switch r := r.(type) {
	case webhook.Hook:
		return key{hookKey(r.Organization), "HOOK#" + string(r.ID)}
	case webhook.Hooks:
		return key{hookKey(r.Organization), "HOOKS"}
	case webhook.Delivery:
		return key{hookKey(r.Organization), sentPrefix(r.Hook) + string(r.ID)}
	case credential.Holding:
		return key{vaultKey(r.Organization, sealedTo), holdsPrefix + string(r.Credential)}
	case sharing.Handed:
		return key{vaultKey(r.Home, with(r.To)), handedPrefix + string(r.Credential)}
	case access.Ticket:
		return key{"TICKET#" + string(r.ID), "TICKET"}
	case Notice:
		return key{"NOTICE#" + string(r.ID), "NOTICE"}
	case Inbox:
		return key{"INBOX#" + r.To, string(r.Notice)}
	case Order:
		return key{hourKey("OUT", r.At, string(r.ID)), string(r.ID)}
	case Trouble:
		k := keyOf(r.Order)
		return key{k.pk, "TROUBLE#" + k.sk}
	case Due:
		return key{hourKey("DUE", r.At, r.ID), instant(r.At) + "#" + r.What + "#" + r.ID}
	case Mark:
		return key{fmt.Sprintf("MARK#%s#%d", r.List, r.Shard), "MARK"}
	case Entry:
		if r.Account != "" {
			return key{auditKey(r.Account, r.At), instant(r.At) + "#" + string(r.ID)}
		}
		return key{auditKey(r.Organization, r.At), instant(r.At) + "#" + string(r.ID)}
	case Step:
		return key{"REQUEST#" + string(r.Request), "STEP#" + instant(r.At) + "#" + string(r.ID)}
	case repeat:
		return key{"IDEM#" + string(r.Person), r.Route + "#" + r.Key}
	default:
		panic(fmt.Sprintf("table: a %T has no key", r)) // a record somebody forgot to give one
	}
}
