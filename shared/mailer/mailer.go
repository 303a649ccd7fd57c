// Package mailer writes letters and hands them to SES.
//
// A letter is text and HTML of the same words, everything in it escaped, with at
// most one button and never a secret but the link or the code it is about. This
// package decides neither who is told nor whether; it reads nothing.
package mailer

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sesv2"
	"github.com/aws/aws-sdk-go-v2/service/sesv2/types"
	"github.com/wneessen/go-mail"

	"github.com/valetkey/valetkey/shared/identity"
)

// Letter is one mail to be sent.
type Letter struct {
	To      string
	ID      string // tells letters apart: the same id is the same letter
	At      time.Time
	Subject string
	Heading string
	Facts   []Fact   // who asks, for what: shown as a small table
	Quote   string   // what somebody wrote; shown as theirs, never as ours
	Lines   []string // paragraphs
	Code    string   // shown large
	Button  string   // its label
	Link    string   // where it leads
	Small   []string // what else there is to say, in small print
	Manage  Fact     // to an owner: where they manage what is theirs (rule D3), and what that link says
}

// Fact is one row of a letter's table.
type Fact struct{ Name, Value string }

// MIME is the letter as it goes over the wire (RFC 5322, multipart/alternative).
func (l Letter) MIME(from string) ([]byte, error) {
	m := mail.NewMsg(mail.WithNoDefaultUserAgent())
	if err := m.FromFormat("Valetkey", from); err != nil {
		return nil, fmt.Errorf("mailer: from: %w", err)
	}
	if err := m.To(l.To); err != nil {
		return nil, fmt.Errorf("mailer: to: %w", err)
	}
	sum := sha256.Sum256([]byte(l.ID + " " + l.To))
	m.SetMessageIDWithValue(hex.EncodeToString(sum[:16]) + "@valetkey")
	m.SetDateWithValue(l.At)
	m.Subject(l.Subject)
	m.SetGenHeader("Auto-Submitted", "auto-generated") // RFC 3834: nobody's vacation answers it
	rich, err := l.html()
	if err != nil {
		return nil, fmt.Errorf("mailer: write the HTML: %w", err)
	}
	m.SetBodyString(mail.TypeTextPlain, l.text())
	m.AddAlternativeString(mail.TypeTextHTML, rich)
	var out bytes.Buffer
	if _, err := m.WriteTo(&out); err != nil {
		return nil, fmt.Errorf("mailer: write the mail: %w", err)
	}
	return out.Bytes(), nil
}

// Sender hands letters to SES.
type Sender struct {
	client *sesv2.Client
	from   string
}

// New sends as the address from.
func New(cfg aws.Config, from string) *Sender {
	return &Sender{client: sesv2.NewFromConfig(cfg, func(o *sesv2.Options) {
		o.RetryMaxAttempts = 1 // an answer that was lost may have been a yes: the order decides about another try
	}), from: from}
}

// Send hands one letter over. When it returns nil, SES has taken it.
func (s *Sender) Send(ctx context.Context, l Letter) error {
	l.To = identity.Mailed(l.To)
	raw, err := l.MIME(s.from)
	if err != nil {
		return err
	}
	_, err = s.client.SendEmail(ctx, &sesv2.SendEmailInput{
		FromEmailAddress: &s.from,
		Destination:      &types.Destination{ToAddresses: []string{l.To}},
		Content:          &types.EmailContent{Raw: &types.RawMessage{Data: raw}},
		EmailTags:        []types.MessageTag{{Name: aws.String(noticeTag), Value: aws.String(tag(l.ID))}},
	})
	if err != nil {
		return fmt.Errorf("mailer: send %q: %w", l.ID, err)
	}
	return nil
}

// noticeTag is the name under which SES keeps a letter's id, to name it should
// the mail come back (functions/mail-bounced).
const noticeTag = "notice"

// tag is s as SES takes the value of a tag: at most 256 letters, digits, hyphens
// and underscores. An id of ours is such a value as it is.
func tag(s string) string {
	s = strings.Map(func(r rune) rune {
		if r == '-' || r == '_' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' {
			return r
		}
		return '_'
	}, s)
	return s[:min(len(s), 256)]
}
