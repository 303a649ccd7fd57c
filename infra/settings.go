package main

import (
	"fmt"
	"net/mail"
	"net/netip"
	"regexp"
	"strconv"
	"strings"

	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
)

// Settings are what differs between two installations. They are context in
// cdk.json, or -c name=value on the CDK's command line.
type Settings struct {
	// Name is the stack's, and the beginning of every name that is not left to
	// CloudFormation: two stacks in one account need two. At most 12 letters and
	// digits, for an IAM role's name ends at 64.
	Name string
	// Domain is the mail identity's, and with Certificate the web address too.
	// Whoever deploys must own it; the default is nobody's (RFC 2606), good for
	// looking at the template and for nothing else.
	Domain string
	// MailFrom is the sender of every mail, an address in Domain.
	MailFrom string
	// Certificate is the ARN of Domain's certificate in the stack's region.
	// Empty: the product answers at the address that API Gateway gives it.
	Certificate string
	// AlarmMail is told of every alarm. Empty: nobody is, but the topic is there.
	AlarmMail string
	// WebhookNetworks are networks inside your own that webhooks may lead to, as
	// prefixes with commas between (10.1.0.0/16). Empty, as it should be for most:
	// the internet only.
	WebhookNetworks string
	// WebhooksAtOnce is how many deliveries to webhooks are made at once, at most;
	// 0 for no bound. It is taken from the account's concurrency, of which AWS wants
	// 100 left to all else: a new account may have too little for any bound.
	WebhooksAtOnce int
	// Account and Region: empty means those of whoever deploys.
	Account, Region string
}

func fromContext(n constructs.Node) (Settings, error) {
	text := func(key string) string {
		s, _ := n.TryGetContext(jsii.String(key)).(string)
		return s
	}
	s := Settings{
		Name: text("name"), Domain: text("domain"), MailFrom: text("mailFrom"), Certificate: text("certificate"),
		AlarmMail: text("alarmMail"), WebhookNetworks: text("webhookNetworks"), Account: text("account"), Region: text("region"),
	}
	if n := text("webhooksAtOnce"); n != "" {
		var err error
		if s.WebhooksAtOnce, err = strconv.Atoi(n); err != nil {
			return s, fmt.Errorf("webhooksAtOnce %q: a number", n)
		}
	}
	return s, s.valid()
}

var (
	goodName   = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9]{0,11}$`)
	goodDomain = regexp.MustCompile(`^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$`)
)

func (s Settings) valid() error {
	if !goodName.MatchString(s.Name) {
		return fmt.Errorf("name %q: up to 12 letters and digits", s.Name)
	}
	if !goodDomain.MatchString(s.Domain) {
		return fmt.Errorf("domain %q: a domain name in lower case", s.Domain)
	}
	from, err := mail.ParseAddress(s.MailFrom)
	if err != nil {
		return fmt.Errorf("mailFrom %q: %w", s.MailFrom, err)
	}
	if !strings.HasSuffix(from.Address, "@"+s.Domain) {
		return fmt.Errorf("mailFrom %q: not an address in %s, which is the one that may send", s.MailFrom, s.Domain)
	}
	if s.Certificate != "" && !strings.HasPrefix(s.Certificate, "arn:") {
		return fmt.Errorf("certificate %q: an ARN", s.Certificate)
	}
	if s.WebhooksAtOnce < 0 || s.WebhooksAtOnce > 1000 {
		return fmt.Errorf("webhooksAtOnce %d: 1 to 1000, or 0 for no bound", s.WebhooksAtOnce)
	}
	if s.WebhookNetworks == "" {
		return nil
	}
	for p := range strings.SplitSeq(s.WebhookNetworks, ",") {
		if n, err := netip.ParsePrefix(strings.TrimSpace(p)); err != nil || n.Bits() == 0 {
			return fmt.Errorf("webhookNetworks %q: prefixes like 10.1.0.0/16, with commas between", s.WebhookNetworks)
		}
	}
	return nil
}

// reserved reports whether the domain can be nobody's.
func (s Settings) reserved() bool { return strings.HasSuffix(s.Domain, ".example") }
