package main

import (
	"context"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"github.com/valetkey/valetkey/infra/local/ledger"
	"github.com/valetkey/valetkey/infra/local/mailbox"
	"github.com/valetkey/valetkey/infra/local/permit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdastream"
	"github.com/valetkey/valetkey/shared/mailer"
	"github.com/valetkey/valetkey/shared/table"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) {
	Main(m, func() {
		if post != nil {
			post.Stop()
		}
	})
}

// post is one mailbox for all tests of this package: starting it takes a second.
var post *mailbox.Mailbox

func posting(t *testing.T) (*World, func(...change.Order) []string) {
	t.Helper()
	if post == nil {
		root, err := Root()
		if err != nil {
			t.Fatal(err)
		}
		roles, err := permit.FromTable()
		if err != nil {
			t.Fatal(err)
		}
		post, err = mailbox.Start(mailbox.Options{
			Modules: filepath.Join(root, "infra", "local", "node_modules"), Roles: roles, Ledger: &ledger.Ledger{},
			Serving: func(string) string { return "" }, Log: io.Discard,
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	w := New(t, "outbox-mail")
	f := function{table: w.Table, keys: w.Keys, mail: mailer.New(w.Config(post.Endpoint()), "no-reply@valetkey.example"), origin: Origin}
	h := lambdastream.Handle(w.Table, change.Mail, f.deliver)
	return w, func(orders ...change.Order) (failed []string) {
		t.Helper()
		e, err := Recorded[events.DynamoDBEvent](w.Name)
		if err != nil {
			t.Fatal(err)
		}
		if len(orders) > 0 {
			e = StreamEvent(change.Mail, orders...)
		}
		out, err := h(context.Background(), e)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range out.BatchItemFailures {
			failed = append(failed, f.ItemIdentifier)
		}
		return failed
	}
}

// mails counts what an address has, and answers the newest.
func mails(t *testing.T, to string) (int, mailbox.Mail) {
	t.Helper()
	all, err := post.Mails(t.Context(), to)
	if err != nil {
		t.Fatal(err)
	}
	if len(all) == 0 {
		return 0, mailbox.Mail{}
	}
	return len(all), all[len(all)-1]
}

func TestAMailGoesOutWithItsLinkAndNeverTwice(t *testing.T) {
	w, deliver := posting(t)
	before, _ := mails(t, FayEmail)
	if failed := deliver(); len(failed) != 0 {
		t.Fatalf("not delivered: %v", failed)
	}
	n, mail := mails(t, FayEmail)
	if n != before+1 || !strings.Contains(mail.Text, Origin+"/invitation#"+FayLink) || !strings.Contains(mail.HTML, FayLink) {
		t.Errorf("%d mails, the newest %q", n-before, mail.Text)
	}
	row := table.Inbox{To: FayEmail, Notice: FayNotice}
	o := table.Order{Order: FayOrder}
	if w.Read(&row, &o); row.Mailed == nil || o.Version != 0 {
		t.Errorf("mailed at %v; the order is at version %d", row.Mailed, o.Version)
	}
	w.Unchanged(func() { deliver() }) // a record may come again
	if again, _ := mails(t, FayEmail); again != n {
		t.Errorf("%d mails", again-before)
	}
}

func TestWithoutTheMailServiceTheDashboardHasItAndTheMailFollows(t *testing.T) {
	w, deliver := posting(t)
	before, _ := mails(t, FayEmail)
	post.Down()
	failed := deliver()
	if err := post.Up(); err != nil {
		t.Fatal(err)
	}
	row := table.Inbox{To: FayEmail, Notice: FayNotice}
	why := table.Trouble{Order: table.Order{Order: FayOrder}}
	if w.Read(&row, &why); len(failed) != 1 || row.Version != 1 || row.Mailed != nil || why.Reason == "" {
		t.Errorf("failed %v; shown at version %d; trouble %q", failed, row.Version, why.Reason)
	}
	if failed := deliver(); len(failed) != 0 {
		t.Errorf("still not delivered: %v", failed)
	}
	if n, _ := mails(t, FayEmail); n != before+1 {
		t.Errorf("%d mails", n-before)
	}
}

func TestAPoisonedRecordHoldsNoOtherUp(t *testing.T) {
	w, deliver := posting(t)
	bad := identity.Invitation{Organization: BlueHarbor, ID: id.New[id.Invitation](T0, "poisoned", 0), Email: "kim@blueharbor.example"}
	bad.Link.Sealed = []byte("KMS never made this")
	n := change.Notice{Kind: change.MemberInvited, At: T0, About: string(bad.ID), Home: string(BlueHarbor), To: change.Audience{Address: bad.Email}}
	w.Keep(change.Change{Records: []change.Record{bad}, Notices: []change.Notice{n}}, "poisoned")
	before, _ := mails(t, FayEmail)
	failed := deliver(change.Order{ID: id.New[id.Order](T0, "story poisoned", 0), At: T0}, FayOrder)
	if len(failed) != 1 || !strings.HasSuffix(failed[0], "01") {
		t.Errorf("failed: %v", failed)
	}
	if after, _ := mails(t, FayEmail); after != before+1 {
		t.Errorf("the other's mails: %d", after-before)
	}
}

func TestANoticeOfANewerVersionWaitsForASenderThatKnowsItsWords(t *testing.T) {
	w, deliver := posting(t)
	n := change.Notice{Kind: "told-tomorrow", At: T0, About: "x", To: change.Audience{Address: "kim@blueharbor.example"}}
	w.Keep(change.Change{Notices: []change.Notice{n}}, "tomorrow")
	o := table.Order{Order: change.Order{ID: id.New[id.Order](T0, "story tomorrow", 0), At: T0}}
	if failed := deliver(o.Order); len(failed) != 1 {
		t.Errorf("failed: %v", failed)
	}
	if w.Read(&o); o.Version == 0 {
		t.Error("its order is gone, and nobody was told")
	}
}

func TestWhatIsNoLongerSoIsToldToNobody(t *testing.T) {
	w, deliver := posting(t)
	inv := identity.Invitation{Organization: BlueHarbor, ID: FayInvitation}
	w.Read(&inv)
	w.Keep(change.Change{Drops: []change.Record{inv}}, "taken back")
	before, _ := mails(t, FayEmail)
	if failed := deliver(); len(failed) != 0 {
		t.Errorf("failed: %v", failed)
	}
	o := table.Order{Order: FayOrder}
	w.Read(&o)
	if after, _ := mails(t, FayEmail); after != before || o.Version != 0 {
		t.Errorf("%d mails; the order is at version %d", after-before, o.Version)
	}
}

func TestWhoAskedAndIsNoAdminAnyMoreIsNotToldButTheAdminsAre(t *testing.T) {
	w, deliver := posting(t)
	ann := identity.Member{Organization: BlueHarbor, Person: Ann.ID}
	w.Read(&ann)
	ann.Role = identity.User
	n := change.Notice{
		Kind: change.DelegationRevoked, At: T0, By: "Olga", About: string(Newsletter.Delegation), Home: string(BlueHarbor),
		To: change.Audience{Person: Ann.ID, Organization: BlueHarbor}, Tie: "revoked",
	}
	w.Keep(change.Change{Records: []change.Record{ann}, Notices: []change.Notice{n}}, "left")
	annBefore, _ := mails(t, Ann.Email)
	if failed := deliver(change.Order{ID: id.New[id.Order](T0, "story left", 0), At: T0}); len(failed) != 0 {
		t.Errorf("failed: %v", failed)
	}
	annAfter, _ := mails(t, Ann.Email)
	if dan, mail := mails(t, Dan.Email); dan == 0 || annAfter != annBefore || !strings.Contains(mail.Subject, "Olga took back access to Newsletter") {
		t.Errorf("Dan has %d mails, Ann %d new ones", dan, annAfter-annBefore)
	}
}
