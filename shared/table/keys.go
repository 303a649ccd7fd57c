package table

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"reflect"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/delegation"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/gate"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/importing"
	"github.com/valetkey/valetkey/shared/sharing"
)

// Every key of every item is made in this file; those of what follows changes in
// keys_following.go.
//
//	item             PK                      SK                         the question it answers
//	person           PERSON#<person>         PERSON                     who is this?
//	belonging        PERSON#<person>         MEMBER#<org>               where am I a member?
//	left             PERSON#<person>         LEFT#<org>                 where was I one, and until when does what was mine wait?
//	sign-in          SIGNIN#<address>        SIGNIN                     whose address is this, and what is the password?
//	session          SESSION#<person>        SESSION#<session>          is this token good?
//	pass             PASS#<person>           <pass>                     by which sessions do they come through gates?
//	sign-up          SIGNUP#<signup>         SIGNUP                     who waits to be confirmed?
//	knocks           SIGNUP#<address>        KNOCKS or KNOCKS#<network>  how often was it signed up or forgotten this hour?
//	tries            TRIES#<address>         NET#<network> or ALL       how often was a wrong password typed for it?
//	reset            RESET#<reset>           RESET                      who forgot their password?
//	new address      PERSON#<person>         ADDRESS                    which address do they want for theirs?
//	logins           SESSION#<person>        LOGINS                     which sessions are open?
//	organization     ORG#<org>               ORG                        what is its name and public key?
//	roster           ORG#<org>               ROSTER                     who are its active admins?
//	key pair         KEY#<org>               KEY                        how is what was sealed to it opened?
//	old key pair     KEY#<org>               OLD                        how is opened what was not sealed anew yet?
//	lock             KEY#<org>               LOCK                       how is its lock part kept?
//	unlocked         SESSION#<person>        UNLOCKED#<session>#<org>   has this session unlocked it?
//	key tries        SESSION#<person>        TRIES#<org>                how often did they type a wrong organization key?
//	member           ORG#<org>               MEMBER#<person>            are they a member, in which role and groups?
//	invitation       ORG#<org>               INVITATION#<invitation>    who is invited?
//	group            ORG#<org>               GROUP#<group>              what groups are there?
//	folder           ORG#<org>               FOLDER#<folder>            what is it called, and whom is it for?
//	client           ORG#<org>               CLIENT#<client>            which customers are there to file for?
//	site             ORG#<org>               SITE#<org>                 which sites has this provider?
//	types            ORG#<org>               TYPES                      which credential types are offered?
//	resource         ORG#<org>               RESOURCE#<resource>        what is it, and who is assigned?
//	gate             RESOURCE#<resource>     GATE                       at which host does a proxy ask for it?
//	gated            FOR#<org>#<group>       FOLDER#<folder>            which folders is this group named by?
//	viewed by        FOR#<org>#<group>       VIEWING#<resource>         which resources let the admins of this group view?
//	held             ORG#<org>               DELEGATION#<delegation>    what was this owner asked for?
//	listed           FOR#<org>#<audience>    RESOURCE#<res>#<assign>    what is on this group's or person's list?
//	set              RESOURCE#<resource>     CREDENTIAL#<credential>    which credentials has it?
//	standing         RESOURCE#<resource>     STANDING#<person>          when did they use it last?
//	request          REQUEST#<request>       REQUEST                    who asks to be let in, and how does it stand?
//	step             REQUEST#<request>       STEP#<instant>#<entry>     what happened to it?
//	queued           QUEUE#<org>#<body>#<open or done>  <instant>#<request>  what has this body to decide, or decided?
//	mine             MINE#<org>#<person>     <instant>#<request>        what did this person ask for?
//	webhook          HOOK#<org>              HOOK#<webhook>             which addresses are told of what happens?
//	webhooks         HOOK#<org>              HOOKS                      how many are they?
//	delivery         HOOK#<org>              SENT#<webhook>#<delivery>  what was it told, and did it answer?
//	about            ABOUT#<resource>        <person>#<instant>#<request>  what did this person ask for here, and when?
//	past member      PAST#<org>#MEMBER       <person>#<end>#<version>   how did they stand until then?
//	past resource    PAST#<org>#RESOURCE     <resource>#<end>#<version> and who was assigned, how?
//	credential       CREDENTIAL#<cred>       CREDENTIAL                 what is it, and which version is current?
//	post             VAULT#<org>#<audience>  NAME#<name>#<cred> or WORD#<word>#<cred>  what is found there by its name, or by a word?
//	                 VAULT#<org>#<audience>@<origin>  NAME#<name>#<cred>  and of that, what is filled in at this site?
//	handed           VAULT#<home>#with-<org> HANDED#<cred>              what of its own does this organization share with that one?
//	holding          VAULT#<org>#sealed      HOLDS#<cred>               what is sealed to its keys?
//	version          CREDENTIAL#<cred>       VERSION#<number>           what was sealed then?
//	logged           CREDENTIAL#<cred>       LOG#<turn>                 what happened to it?
//	current          CREDENTIAL#<cred>       CURRENT                    what is sealed now?
//	reader           CREDENTIAL#<cred>       READER#<org>               may this organization open it?
//	destroyed        CREDENTIAL#<cred>       DESTROYED                  what was it, until the rest is cleared away?
//	received         CREDENTIAL#<cred>       RECEIVED#<org>#<person>    who may know it?
//	known            KNOWN#<org>             HERE#<person>#<cred>       who received what here?
//	                 KNOWN#<home>            THERE#<org>#<person>#<cred>  and who of another organization received what is ours?
//	consent          CONSENT#<consent>       CONSENT                    who asks for a login, and how does it stand?
//	concern          CONSENT#<org>#<person>  <instant>#<consent>        what has this person to answer, or asked?
//	import           IMPORT#<org>            IMPORT#<import>            what file was brought in, and what did its columns become?
//	tally            IMPORT#<org>            TALLY#<import>#<block>     what became of these two hundred rows of it?
//	delegation       DELEGATION#<delegation> DELEGATION                 how does the request stand?
//	asked            ASKED#<org>#<address>   PENDING#<hash of place>    does this owner think about it already?
//	unknown          ASKED#<org>#<address>   UNKNOWN                    did they say that they do not know us?
//	mails            ASKED#<org>#<address>   MAILS                      how often was this owner mailed today?
//	asks             ORG#<org>               ASKS                       how much does it ask strangers?
//	inbox            INBOX#<whom>            <notice>                   what was this person told, and is it mailed?
//	notice           NOTICE#<notice>         NOTICE                     what are people to be told?
//	order            OUT#<hour>#<shard>      <order>                    what must follow?
//	trouble          OUT#<hour>#<shard>      TROUBLE#<order>            why did it fail last?
//	due              DUE#<hour>#<shard>      <instant>#<what>#<id>      what has a date in this hour?
//	mark             MARK#<list>#<shard>     MARK                       up to which hour is the list swept?
//	audit entry      AUDIT#<org>#<month>     <instant>#<entry>          what happened here?
//	                 AUDIT#<person>#<month>  <instant>#<entry>          who signed in as this person?
//	                 index by-thing: THING#<org>#<thing>, by-actor: ACTOR#<org>#<person>, both by <instant>#<entry>
//	ticket           TICKET#<ticket>         TICKET                     what was launched, and is it filled in yet?
//	repeat           IDEM#<person>           <route>#<key>              was this asked before?

type key struct{ pk, sk string }

// Shards is how many partitions an hour of the outbox or of the due list has.
const Shards = 8

const (
	instantLayout = "2006-01-02T15:04:05.000Z" // fixed width: sorts as time does
	hourLayout    = "2006-01-02T15"
	monthLayout   = "2006-01"
)

// keyOf is the key of a record, which has its ids filled in.
func keyOf(r change.Record) key {
	switch r := reflect.Indirect(reflect.ValueOf(r)).Interface().(type) {
	case identity.Person:
		return key{"PERSON#" + string(r.ID), "PERSON"}
	case identity.Belonging:
		return key{"PERSON#" + string(r.Person), "MEMBER#" + string(r.Organization)}
	case identity.Left:
		return key{"PERSON#" + string(r.Person), leftPrefix + string(r.Organization)}
	case identity.Signin:
		return key{"SIGNIN#" + r.Address, "SIGNIN"}
	case identity.Session:
		return key{"SESSION#" + string(r.Person), "SESSION#" + string(r.ID)}
	case identity.Pass:
		return key{"PASS#" + string(r.Person), string(r.ID)}
	case identity.Signup:
		return key{"SIGNUP#" + string(r.ID), "SIGNUP"}
	case identity.Knocks:
		if r.Net == "" {
			return key{"SIGNUP#" + r.Address, "KNOCKS"}
		}
		return key{"SIGNUP#" + r.Address, "KNOCKS#" + r.Net}
	case identity.Tries:
		if r.Net == "" {
			return key{"TRIES#" + r.Address, "ALL"}
		}
		return key{"TRIES#" + r.Address, "NET#" + r.Net}
	case identity.Reset:
		return key{"RESET#" + string(r.ID), "RESET"}
	case identity.NewAddress:
		return key{"PERSON#" + string(r.Person), "ADDRESS"}
	case identity.Logins:
		return key{"SESSION#" + string(r.Person), "LOGINS"}
	default:
		return keyOfOrganization(r)
	}
}

func keyOfOrganization(r any) key {
	switch r := r.(type) {
	case identity.Organization:
		return key{"ORG#" + string(r.ID), "ORG"}
	case identity.Roster:
		return key{"ORG#" + string(r.Organization), "ROSTER"}
	case identity.OldPair:
		return key{"KEY#" + string(r.Organization), "OLD"}
	case identity.Lock:
		return key{"KEY#" + string(r.Organization), "LOCK"}
	case identity.Unlocked:
		return key{"SESSION#" + string(r.Person), "UNLOCKED#" + string(r.Session) + "#" + string(r.Organization)}
	case identity.KeyTries:
		return key{"SESSION#" + string(r.Person), "TRIES#" + string(r.Organization)}
	case identity.KeyPair:
		return key{"KEY#" + string(r.Organization), "KEY"}
	case identity.Member:
		return key{"ORG#" + string(r.Organization), "MEMBER#" + string(r.Person)}
	case identity.Invitation:
		return key{"ORG#" + string(r.Organization), "INVITATION#" + string(r.ID)}
	case identity.Group:
		return key{"ORG#" + string(r.Organization), "GROUP#" + string(r.ID)}
	case filing.Folder:
		return key{"ORG#" + string(r.Organization), "FOLDER#" + string(r.ID)}
	case filing.Gated:
		return key{audienceKey(r.Organization, string(r.Group)), "FOLDER#" + string(r.Folder)}
	case filing.Client:
		return key{"ORG#" + string(r.Organization), "CLIENT#" + string(r.ID)}
	case sharing.Site:
		return key{"ORG#" + string(r.Provider), sitePrefix + string(r.Site)}
	case filing.Types:
		return key{"ORG#" + string(r.Organization), "TYPES"}
	case access.Resource:
		return key{"ORG#" + string(r.Organization), "RESOURCE#" + string(r.ID)}
	case gate.Gate:
		return key{"RESOURCE#" + string(r.Resource), "GATE"}
	case access.Listed:
		return key{audienceKey(r.Organization, r.For), "RESOURCE#" + string(r.Resource) + "#" + string(r.Assignment)}
	case access.ViewedBy:
		return key{audienceKey(r.Organization, string(r.Group)), viewingPrefix + string(r.Resource)}
	case access.Set:
		return key{"RESOURCE#" + string(r.Resource), "CREDENTIAL#" + string(r.Credential)}
	case access.Request:
		return key{"REQUEST#" + string(r.ID), "REQUEST"}
	case access.Queued:
		return key{queueKey(r.Organization, r.Body, r.Open), instant(r.At) + "#" + string(r.Request)}
	case access.Mine:
		return key{mineKey(r.Organization, r.Person), instant(r.At) + "#" + string(r.Request)}
	case access.About:
		return key{aboutKey(r.Resource), string(r.Person) + "#" + instant(r.At) + "#" + string(r.Request)}
	case identity.PastMember:
		return key{pastKey(r.Was.Organization, "MEMBER"), string(r.Was.Person) + "#" + pastEnd(r.Until, r.Was.Version)}
	case access.PastResource:
		return key{pastKey(r.Was.Organization, "RESOURCE"), string(r.Was.ID) + "#" + pastEnd(r.Until, r.Was.Version)}
	case access.Standing:
		return key{"RESOURCE#" + string(r.Resource), "STANDING#" + string(r.Person)}
	default:
		return keyOfSecret(r)
	}
}

func keyOfSecret(r any) key {
	switch r := r.(type) {
	case credential.Credential:
		return key{"CREDENTIAL#" + string(r.ID), "CREDENTIAL"}
	case credential.Post:
		if r.Word != "" {
			return key{vaultKey(r.Organization, r.Audience), wordPrefix + r.Word + "#" + string(r.Credential)}
		}
		return key{vaultKey(r.Organization, r.Audience), namePrefix + r.Name + "#" + string(r.Credential)}
	case credential.Version:
		return key{"CREDENTIAL#" + string(r.Credential), fmt.Sprintf("VERSION#%08d", r.Number)}
	case credential.Logged:
		return key{"CREDENTIAL#" + string(r.Credential), fmt.Sprintf(logPrefix+"%08d", r.Turn)}
	case credential.Current:
		return key{"CREDENTIAL#" + string(r.Credential), "CURRENT"}
	case credential.Reader:
		return key{"CREDENTIAL#" + string(r.Credential), "READER#" + string(r.Organization)}
	case credential.Touch:
		return keyOf(r.Reader)
	case credential.Rekeyed:
		return keyOf(r.Reader)
	case credential.Received:
		return key{"CREDENTIAL#" + string(r.Credential), receivedPrefix(r.Organization) + string(r.Person)}
	case credential.Destroyed:
		return key{"CREDENTIAL#" + string(r.Credential), "DESTROYED"}
	case credential.Known:
		if r.Home != "" {
			return key{knownKey(r.Home), knownThere + string(r.Organization) + "#" + string(r.Person) + "#" + string(r.Credential)}
		}
		return key{knownKey(r.Organization), knownHere + string(r.Person) + "#" + string(r.Credential)}
	case credential.Request:
		return key{"CONSENT#" + string(r.ID), "CONSENT"}
	case credential.Concern:
		return key{concernKey(r.Organization, r.Person), instant(r.At) + "#" + string(r.Request)}
	case importing.Import:
		return key{importKey(r.Organization), importPrefix + string(r.ID)}
	case importing.Tally:
		return key{importKey(r.Organization), fmt.Sprintf(tallyPrefix+"%s#%06d", r.Import, r.Block)}
	case delegation.Delegation:
		return key{"DELEGATION#" + string(r.ID), "DELEGATION"}
	case delegation.Held:
		return key{"ORG#" + string(r.Organization), "DELEGATION#" + string(r.Delegation)}
	case delegation.Asked:
		sum := sha256.Sum256([]byte(r.Address)) // an address may be longer than a sort key
		return key{askedKey(r.Organization, r.Email), "PENDING#" + hex.EncodeToString(sum[:])}
	case delegation.Unknown:
		return key{askedKey(r.Organization, r.Email), "UNKNOWN"}
	case delegation.Mails:
		return key{askedKey(r.Organization, r.Email), "MAILS"}
	case delegation.Asks:
		return key{"ORG#" + string(r.Organization), "ASKS"}
	default:
		return keyOfFollowing(r)
	}
}
