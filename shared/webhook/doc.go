// Package webhook decides what an organization's own machines are told of, and
// where (rule J14): the addresses its admins registered, and the deliveries made
// to each.
//
// A delivery is a POST of one Event as JSON, signed as Standard Webhooks has it
// (https://www.standardwebhooks.com): webhook-id, webhook-timestamp and
// webhook-signature, an HMAC-SHA256 under the secret that is shown once. It is
// made at least once, and again after a while until it is answered with a 2xx;
// after Tries it is given up. The same event may come twice, and a later one
// before an earlier: a receiver goes by webhook-id, and by what the event says. An
// address that answered nothing good for Patience, or a 410, is disabled, and the
// admins are told.
//
// It posts nothing: shared/courier does, which also refuses addresses inside
// anybody's network.
package webhook
