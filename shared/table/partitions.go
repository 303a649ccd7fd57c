package table

import (
	"fmt"
	"hash/fnv"
	"time"

	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/id"
)

// The parts of keys that lists are asked for by, too.

func instant(t time.Time) string { return t.UTC().Format(instantLayout) }

func audienceKey(o id.Organization, audience string) string {
	return "FOR#" + string(o) + "#" + audience
}

const (
	namePrefix = "NAME#"
	wordPrefix = "WORD#"

	viewingPrefix = "VIEWING#"
	logPrefix     = "LOG#"
	leftPrefix    = "LEFT#"
	sitePrefix    = "SITE#"
)

// sealedTo stands where an audience does, for what is sealed to an organization's keys.
const sealedTo credential.Audience = "sealed"

const holdsPrefix = "HOLDS#"

const handedPrefix = "HANDED#"

// with stands where an audience does, for what an organization shares with another.
func with(o id.Organization) credential.Audience { return credential.Audience("with-" + string(o)) }

func vaultKey(o id.Organization, a credential.Audience) string {
	return "VAULT#" + string(o) + "#" + string(a)
}

func receivedPrefix(o id.Organization) string { return "RECEIVED#" + string(o) + "#" }

// What an organization's people received, and what of its own others did.
const (
	knownHere  = "HERE#"
	knownThere = "THERE#"
)

func knownKey(o id.Organization) string { return "KNOWN#" + string(o) }

// queueKey is the queue of a body, "" for the organization's admins and reviewers.
func queueKey(o id.Organization, body id.Group, open bool) string {
	state := "done"
	if open {
		state = "open"
	}
	return "QUEUE#" + string(o) + "#" + string(body) + "#" + state
}

func aboutKey(r id.Resource) string { return "ABOUT#" + string(r) }

func mineKey(o id.Organization, p id.Person) string { return "MINE#" + string(o) + "#" + string(p) }

func concernKey(o id.Organization, p id.Person) string {
	return "CONSENT#" + string(o) + "#" + string(p)
}

func hookKey(o id.Organization) string { return "HOOK#" + string(o) }

func sentPrefix(h id.Webhook) string { return "SENT#" + string(h) + "#" }

func askedKey(o id.Organization, email string) string { return "ASKED#" + string(o) + "#" + email }

// auditKey is where the record of a month is: an organization's, or a person's own.
func auditKey[K id.Kind](of K, at time.Time) string {
	return "AUDIT#" + string(of) + "#" + at.UTC().Format(monthLayout)
}

// hourKey spreads what falls into one hour over the shards.
func hourKey(list string, at time.Time, item string) string {
	h := fnv.New32a()
	h.Write([]byte(item))
	return shardKey(list, at, int(h.Sum32()%Shards))
}

func shardKey(list string, at time.Time, shard int) string {
	return fmt.Sprintf("%s#%s#%d", list, at.UTC().Format(hourLayout), shard)
}

func thingKey(o id.Organization, thing string) string { return "THING#" + string(o) + "#" + thing }

func actorKey(o id.Organization, p id.Person) string { return "ACTOR#" + string(o) + "#" + string(p) }

// indexKeys are the extra attributes by which the indexes find an audit entry.
func indexKeys(e audit.Entry) map[string]string {
	if e.Account != "" {
		return nil // a person's own record is read whole
	}
	sk := instant(e.At) + "#" + string(e.ID)
	out := map[string]string{"thingPK": thingKey(e.Organization, e.Thing), "thingSK": sk}
	if e.Actor != "" {
		out["actorPK"], out["actorSK"] = actorKey(e.Organization, e.Actor), sk
	}
	return out
}
