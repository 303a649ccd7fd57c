package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"
	"github.com/aws/aws-lambda-go/events"

	"github.com/valetkey/valetkey/shared/api"
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
	"github.com/valetkey/valetkey/shared/lambdahttp"
	. "github.com/valetkey/valetkey/shared/tabletest"
)

func TestMain(m *testing.M) { Main(m) }

func told(t *testing.T) *World {
	w := New(t, "session-create")
	w.Handler = lambdahttp.Handle(w.Name, Origin, w.Table, function{table: w.Table}.signIn)
	return w
}

// from sends it from another address.
func from(address string) Edit {
	return func(e *events.APIGatewayV2HTTPRequest) { e.RequestContext.HTTP.SourceIP = address }
}

func tries(w *World, address, net string) int {
	n := identity.Tries{Address: address, Net: net}
	w.Read(&n)
	return n.Count
}

func TestSigningInStartsASessionOfTwelveHours(t *testing.T) {
	w := told(t)
	var got api.SignedIn
	if made := w.Made(func() { got = Read[api.SignedIn](w.Replay(Set("email", " ANN@blueharbor.example "))) }); made != "AUDIT NET SESSION" {
		t.Errorf("made %s", made)
	}
	token, ok := identity.ParseToken(got.Token)
	s, l := identity.Session{Person: token.Person, ID: token.Session}, identity.Logins{Person: Ann.ID}
	if w.Read(&s, &l); !ok || token.Person != Ann.ID || !token.Is(s.Hash) || !got.Ends.Equal(T0.Add(identity.SessionLife)) {
		t.Errorf("answered %+v", got)
	}
	if s.From != "192.0.2.10" || s.Agent != "recorded" || len(l.Open) != 2 || l.Open[1].ID != s.ID {
		t.Errorf("began at %q in %q, listed %+v", s.From, s.Agent, l.Open)
	}
}

func TestABrowserIsHandedACookieAndNothingElse(t *testing.T) {
	w := told(t)
	a := w.Replay(Set("carry", nil)).Is(201).Never("vk1.")
	if len(a.Cookies) != 1 || !strings.HasPrefix(a.Cookies[0], "__Host-valetkey=vk1.") || !strings.Contains(a.Cookies[0], "; Secure; HttpOnly; SameSite=Lax") {
		t.Errorf("cookies: %v", a.Cookies)
	}
}

func TestAnUnknownAddressAndAWrongPasswordLookAndCostAlike(t *testing.T) {
	w := told(t)
	answers, costs := map[string]bool{}, map[string]bool{}
	for _, edits := range [][]Edit{
		{Set("password", "not a lantern at all")},
		{Set("email", "nobody@blueharbor.example")},
		{Set("email", "no address")},
		{Set("email", strings.Repeat("é", 320))},
		{Set("email", "SIGNIN#x\u0000@a.example")},
	} {
		before := len(w.Ledger.Entries())
		answers[strings.Split(w.Replay(edits...).Is(401).Body, `"instance"`)[0]] = true
		var calls []string
		for _, e := range w.Ledger.Entries()[before:] {
			calls = append(calls, fmt.Sprint(e.Operation, e.Items, e.Read, e.Write))
		}
		costs[strings.Join(calls, " ")] = true
	}
	if len(answers) != 1 || len(costs) != 1 {
		t.Errorf("they differ: %v, %v", answers, costs)
	}
}

func TestAWrongPasswordIsOnTheAccountsOwnRecord(t *testing.T) {
	w := told(t)
	if made := w.Made(func() { w.Replay(Set("password", "not a lantern at all")).Is(401) }); made != "ALL AUDIT NET" {
		t.Errorf("made %s", made)
	}
	if made := w.Made(func() { w.Replay(Set("email", "nobody@blueharbor.example")).Is(401) }); made != "ALL NET" {
		t.Errorf("for nobody, made %s", made)
	}
	found := false
	for k, v := range w.Items() {
		found = found || strings.HasPrefix(k, "AUDIT#"+string(Ann.ID)+"#2026-03 ") && strings.Contains(v, string(audit.SessionRefused)) && strings.Contains(v, "192.0.2.10")
	}
	if !found {
		t.Error("it is not on Ann's record")
	}
}

// The eleventh is not looked at, right or wrong, known or not; another network is.
func TestTenWrongPasswordsCloseTheDoorToThatNetworkForAWhile(t *testing.T) {
	w := told(t)
	for _, email := range []string{Ann.Email, "nobody@blueharbor.example"} {
		for range 10 {
			w.Replay(Set("email", email), Set("password", "not a lantern at all")).Is(401)
		}
		w.Unchanged(func() {
			for _, password := range []string{Password.Reveal(), "not a lantern at all"} {
				if a := w.Replay(Set("email", email), Set("password", password), At(T0.Add(time.Minute))).Is(429); a.Headers["retry-after"] != "840" {
					t.Errorf("come back after %q", a.Headers["retry-after"])
				}
			}
		})
	}
	w.Replay(from("203.0.113.9")).Is(201)
	w.Replay(At(T0.Add(15 * time.Minute))).Is(201)
}

func TestAnAddressIsClosedToEverybodyAfterAHundred(t *testing.T) {
	w := told(t)
	w.Keep(change.Change{Records: []change.Record{identity.Tries{Address: Ann.Email, Since: T0.Add(-time.Minute), Count: 99}}}, "tries")
	w.Replay(Set("password", "not a lantern at all"), from("2001:db8::1")).Is(401)
	if a := w.Replay(from("2001:db8:1::1")).Is(429); a.Headers["retry-after"] != "3540" {
		t.Errorf("come back after %q", a.Headers["retry-after"])
	}
	w.Replay(At(T0.Add(59 * time.Minute))).Is(201)
}

func TestTheRightPasswordClearsTheCountOfItsNetworkOnly(t *testing.T) {
	w := told(t)
	w.Replay(Set("password", "not a lantern at all")).Is(401)
	w.Replay(Set("password", "not a lantern at all"), from("203.0.113.9")).Is(401)
	w.Replay().Is(201)
	if near, far, all := tries(w, Ann.Email, "192.0.2.0/24"), tries(w, Ann.Email, "203.0.113.0/24"), tries(w, Ann.Email, ""); near != 0 || far != 1 || all != 2 {
		t.Errorf("counted %d near, %d far, %d", near, far, all)
	}
}

// However many are sent at once: no more than the limit are told yes or no.
func TestManyAtOnceGetNoMoreAnswersThanTheLimit(t *testing.T) {
	w := told(t)
	e, err := Recorded[events.APIGatewayV2HTTPRequest](w.Name)
	if err != nil {
		t.Fatal(err)
	}
	cheap, err := argon2id.CreateHash(Password.Reveal(), &argon2id.Params{Memory: 8, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32})
	if err != nil {
		t.Fatal(err)
	}
	in := identity.Signin{Address: Ann.Email}
	w.Read(&in)
	in.Verifier = identity.Verifier(cheap) // what they cost is another test's matter
	w.Keep(change.Change{Records: []change.Record{in}}, "cheap")
	var mu sync.Mutex
	answered := map[int]int{}
	var all sync.WaitGroup
	for n := range 64 {
		all.Go(func() {
			e := e
			e.RequestContext.RequestID = fmt.Sprint("at once ", n)
			body, _ := json.Marshal(map[string]string{"email": Ann.Email, "password": fmt.Sprint("a guess, number ", n), "carry": "bearer"})
			e.Body = string(body)
			a, err := w.Handler(t.Context(), e)
			mu.Lock()
			defer mu.Unlock()
			if answered[a.StatusCode]++; err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if n := answered[401]; n == 0 || n > 10 || answered[201] != 0 {
		t.Errorf("answered %v", answered)
	}
	if n := tries(w, Ann.Email, "192.0.2.0/24"); n != answered[401] {
		t.Errorf("%d were answered, %d counted", answered[401], n)
	}
}

func TestTheTwentyFirstSessionEndsTheOldest(t *testing.T) {
	w := told(t)
	l := identity.Logins{Person: Ann.ID}
	w.Read(&l)
	for n := range identity.MaxLogins - 1 {
		l.Open = append(l.Open, identity.Login{ID: id.New[id.Session](T0, "more", n), Ends: T0.Add(time.Hour)})
	}
	w.Keep(change.Change{Records: []change.Record{l}}, "twenty")
	w.Replay().Is(201)
	oldest := identity.Session{Person: Ann.ID, ID: Ann.SessionID}
	if w.Read(&oldest, &l); oldest.Ended == nil || len(l.Open) != identity.MaxLogins || l.Open[0].ID == Ann.SessionID {
		t.Errorf("the oldest ended %v of %d", oldest.Ended, len(l.Open))
	}
}
