package mailbox

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

// The service shows a mail before it has answered who sent it, and knows only whole
// seconds: who looked just then saw another time than after a restart.
func TestAMailIsThereOnceItsTimeIsKnown(t *testing.T) {
	kept, answer := make(chan struct{}), make(chan struct{})
	service := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/store" {
			_, _ = io.WriteString(w, `{"emails":[{"messageId":"ses-1","destination":{"to":["ann@x.example"]},"at":1767225600}]}`)
			return
		}
		close(kept)
		<-answer
		_, _ = io.WriteString(w, `{"MessageId":"ses-1"}`)
	}))
	defer service.Close()
	m := &Mailbox{viewer: service.URL, client: service.Client(), times: map[string]time.Time{}}
	at, sent := time.Date(2026, 1, 1, 0, 0, 0, 789_000_000, time.UTC), make(chan error)
	go func() {
		_, _, _, err := m.send([]byte("{}"), at)
		sent <- err
	}()
	<-kept
	if all, err := m.Mails(context.Background(), "ann@x.example"); err != nil || len(all) != 0 {
		t.Errorf("before it is sent: %+v, %v", all, err)
	}
	close(answer)
	if err := <-sent; err != nil {
		t.Fatal(err)
	}
	if all, err := m.Mails(context.Background(), "ann@x.example"); err != nil || len(all) != 1 || !all[0].At.Equal(at) {
		t.Errorf("once it is sent: %+v, %v", all, err)
	}
}
