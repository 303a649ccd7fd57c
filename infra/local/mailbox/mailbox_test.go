package mailbox_test

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/sesv2"
	"github.com/aws/aws-sdk-go-v2/service/sesv2/types"
	"github.com/aws/smithy-go"

	"github.com/valetkey/valetkey/infra/grants"
	"github.com/valetkey/valetkey/infra/local/caller"
	"github.com/valetkey/valetkey/infra/local/ledger"
	"github.com/valetkey/valetkey/infra/local/loopback"
	"github.com/valetkey/valetkey/infra/local/mailbox"
	"github.com/valetkey/valetkey/infra/local/permit"
)

func start(t *testing.T, killed *string) (*mailbox.Mailbox, *ledger.Ledger) {
	t.Helper()
	var l ledger.Ledger
	m, err := mailbox.Start(mailbox.Options{
		Modules: "../node_modules", Log: io.Discard, Ledger: &l,
		Roles:   permit.Roles{"mailer": {{Actions: []string{"ses:SendEmail"}, On: grants.Mail}}},
		Serving: func(p string) string { return "call of " + p },
		Kill:    func(p string) { *killed = p },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(m.Stop)
	return m, &l
}

func send(t *testing.T, m *mailbox.Mailbox, as, to string) error {
	t.Helper()
	key, err := caller.Key(as)
	if err != nil {
		t.Fatal(err)
	}
	c := sesv2.New(sesv2.Options{
		Region: "us-east-1", BaseEndpoint: aws.String(m.Endpoint()), RetryMaxAttempts: 1,
		Credentials: credentials.NewStaticCredentialsProvider(key, caller.Secret, as+".1"),
	})
	_, err = c.SendEmail(context.Background(), &sesv2.SendEmailInput{
		FromEmailAddress: aws.String("us@x.example"), Destination: &types.Destination{ToAddresses: []string{to}},
		Content: &types.EmailContent{Simple: &types.Message{
			Subject: &types.Content{Data: aws.String("hello")}, Body: &types.Body{Text: &types.Content{Data: aws.String("text")}},
			Headers: []types.MessageHeader{{Name: aws.String("X-Kind"), Value: aws.String("test")}},
		}},
	})
	return err
}

func TestAMailIsFoundByItsReaderOnly(t *testing.T) {
	var killed string
	m, l := start(t, &killed)
	if err := send(t, m, "mailer", "Ann Hale <ann@x.example>"); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 300*time.Millisecond)
	defer cancel()
	mails, err := m.Mails(ctx, "ANN@x.example")
	if err != nil || len(mails) != 1 || mails[0].Subject != "hello" || mails[0].Text != "text" || mails[0].Headers["X-Kind"] != "test" {
		t.Errorf("%+v %v", mails, err)
	}
	if others, err := m.Await(ctx, "n@x.example", 0); !errors.Is(err, context.DeadlineExceeded) || len(others) != 0 {
		t.Errorf("another reader: %+v %v", others, err)
	}
	if seen := l.Entries(); len(seen) != 1 || seen[0].Request != "call of mailer.1" || seen[0].Service != ledger.SES {
		t.Errorf("ledger %+v", seen)
	}
}

func TestOnlyWhoMayMailsAndNobodyWhileTheServiceIsDown(t *testing.T) {
	var killed string
	m, _ := start(t, &killed)
	var refused smithy.APIError
	if err := send(t, m, "other", "ann@x.example"); !errors.As(err, &refused) || refused.ErrorCode() != "AccessDeniedException" {
		t.Errorf("%v", err)
	}
	m.Down()
	if err := send(t, m, "mailer", "ann@x.example"); err == nil || !strings.Contains(err.Error(), "connection refused") {
		t.Errorf("down: %v", err)
	}
	if all, err := m.Mails(context.Background(), ""); err != nil || len(all) != 0 {
		t.Errorf("%+v %v", all, err)
	}
	if err := m.Up(); err != nil {
		t.Fatal(err)
	}
	if err := send(t, m, "mailer", "ann@x.example"); err != nil {
		t.Errorf("up again: %v", err)
	}
}

func TestTheNextSenderIsKilledAfterTheServiceTookTheMail(t *testing.T) {
	var killed string
	m, _ := start(t, &killed)
	m.KillNextSender()
	if err := send(t, m, "mailer", "ann@x.example"); err != nil {
		t.Fatal(err)
	}
	if all, err := m.Mails(context.Background(), ""); err != nil || len(all) != 1 || killed != "mailer.1" {
		t.Errorf("%+v %v, killed %q", all, err, killed)
	}
	killed = ""
	if err := send(t, m, "mailer", "ann@x.example"); err != nil || killed != "" {
		t.Errorf("the one after: %v, killed %q", err, killed)
	}
}

func TestAPortInUseIsSaidSo(t *testing.T) {
	s, err := loopback.Serve(0, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Down()
	if _, err := mailbox.Start(mailbox.Options{Modules: "../node_modules", Port: s.Port(), Log: io.Discard}); err == nil || !strings.Contains(err.Error(), "address already in use") {
		t.Errorf("%v", err)
	}
}

// returning is a mailbox with somebody to tell what came back; the first call fails.
func returning(t *testing.T) (*mailbox.Mailbox, chan []byte) {
	t.Helper()
	told := make(chan []byte, 10)
	failed := false
	m, err := mailbox.Start(mailbox.Options{
		Modules: "../node_modules", Log: io.Discard, Ledger: &ledger.Ledger{}, File: filepath.Join(t.TempDir(), "mails"),
		Roles:   permit.Roles{"mailer": {{Actions: []string{"ses:SendEmail"}, On: grants.Mail}}},
		Serving: func(string) string { return "" },
		Returned: func(_ context.Context, event []byte) error {
			if !failed {
				failed = true
				return errors.New("the first call always fails")
			}
			told <- event
			return nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(m.Stop)
	return m, told
}

func TestMailToTheSimulatorMeetsTheEndItIsThereFor(t *testing.T) {
	m, told := returning(t)
	for to, want := range map[string]struct {
		says    string // in the event; empty for none
		arrives int
	}{
		"bounce@simulator.amazonses.com":              {`"eventType":"Bounce"`, 0},
		"Bounce+olga.flowers@simulator.amazonses.com": {`"bounceType":"Permanent"`, 0},
		"complaint@simulator.amazonses.com":           {`"eventType":"Complaint"`, 1},
		"suppressionlist+1@simulator.amazonses.com":   {`"bounceSubType":"Suppressed"`, 0},
		"success@simulator.amazonses.com":             {"", 1},
		"bounce@simulator.amazonses.com.evil.example": {"", 1},
		"bouncer@simulator.amazonses.com":             {"", 1},
		"bounce@x.example":                            {"", 1},
	} {
		if err := send(t, m, "mailer", to); err != nil {
			t.Fatalf("%s is not accepted: %v", to, err)
		}
		if want.says != "" {
			select {
			case event := <-told:
				if !strings.Contains(string(event), want.says) || !strings.Contains(string(event), to) {
					t.Errorf("%s: told %s", to, event)
				}
			case <-time.After(10 * time.Second):
				t.Errorf("%s: nobody is told", to)
			}
		}
		if mails, err := m.Mails(t.Context(), to); err != nil || len(mails) != want.arrives {
			t.Errorf("%s: %d mails arrived (%v)", to, len(mails), err)
		}
	}
	if len(told) != 0 {
		t.Errorf("told of what arrived: %s", <-told)
	}
}
