package dynamo

import (
	"bytes"
	"fmt"
	"hash/crc32"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/valetkey/valetkey/infra/grants"
	"github.com/valetkey/valetkey/infra/local/caller"
	"github.com/valetkey/valetkey/infra/local/ledger"
	"github.com/valetkey/valetkey/infra/local/loopback"
	"github.com/valetkey/valetkey/infra/local/permit"
)

// Options say how to stand before the engine.
type Options struct {
	Roles   permit.Roles
	Ledger  *ledger.Ledger
	Serving func(process string) string // the request id of the call a process is serving
}

// Proxy is the address that functions know as DynamoDB.
type Proxy struct {
	options Options
	server  *loopback.Server
	engine  string
	client  *http.Client

	mu            sync.Mutex
	next          int
	before, after []numbered
}

type numbered struct {
	n    int
	hook Hook
}

// StartProxy serves on a free port of the loopback interface.
func StartProxy(engine string, o Options) (*Proxy, error) {
	p := &Proxy{options: o, engine: engine, client: &http.Client{
		Timeout:   time.Minute,
		Transport: &http.Transport{DisableCompression: true, MaxIdleConnsPerHost: 64},
	}}
	var err error
	p.server, err = loopback.Serve(0, p)
	return p, err
}

// URL is the proxy's address.
func (p *Proxy) URL() string { return p.server.URL() }

// Down refuses connections until Up.
func (p *Proxy) Down() { p.server.Down() }

// Up ends Down.
func (p *Proxy) Up() error { return p.server.Up() }

// Stop ends the proxy.
func (p *Proxy) Stop() { p.server.Down(); p.client.CloseIdleConnections() }

// Before runs a hook before DynamoDB sees a request that is allowed; the hook
// may hold it or answer it. Call remove to end it.
func (p *Proxy) Before(h Hook) (remove func()) { return p.add(&p.before, h) }

// After runs a hook when DynamoDB has answered (whatever it answered) and the
// function does not know yet.
func (p *Proxy) After(h Hook) (remove func()) { return p.add(&p.after, h) }

func (p *Proxy) add(to *[]numbered, h Hook) func() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.next++
	n := p.next
	*to = append(slices.Clone(*to), numbered{n, h})
	return func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		*to = slices.DeleteFunc(slices.Clone(*to), func(x numbered) bool { return x.n == n })
	}
}

func (p *Proxy) run(from *[]numbered, r Request) *Fault {
	p.mu.Lock()
	hooks := *from
	p.mu.Unlock()
	for _, h := range hooks {
		if f := h.hook(r); f != nil {
			return f
		}
	}
	return nil
}

// reply is an answer on its way back.
type reply struct {
	status int
	head   http.Header
	body   []byte
}

// ServeHTTP passes one call on, or answers for DynamoDB.
func (p *Proxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 16<<20))
	if err != nil {
		return
	}
	who, err := caller.Of(r)
	if err != nil {
		write(w, faulty(invalid("UnrecognizedClientException", err)))
		return
	}
	operation := r.Header.Get("X-Amz-Target")
	operation = operation[strings.LastIndex(operation, ".")+1:]
	entry := ledger.Entry{Service: ledger.DynamoDB, Caller: who, Operation: operation}
	if p.options.Serving != nil {
		entry.Request = p.options.Serving(who.Process)
	}
	answer := p.serve(r, body, &entry)
	p.options.Ledger.Add(entry)
	if answer == nil {
		loopback.Cut(w)
	}
	write(w, answer)
}

// serve is the answer; nil for none at all.
func (p *Proxy) serve(r *http.Request, body []byte, entry *ledger.Entry) *reply {
	refused := func(f *Fault) *reply {
		entry.Fault = f.kind
		return faulty(f)
	}
	var wanted []grants.Ask
	var err error
	if entry.Caller.Function != caller.Operator {
		// The operator may ask for anything, also what no function may.
		if wanted, err = asks(entry.Operation, body); err != nil {
			return refused(invalid("ValidationException", err))
		}
	} else {
		wanted, _ = asks(entry.Operation, body)
	}
	if err := p.options.Roles.Check(entry.Caller, wanted...); err != nil {
		return refused(denied(err))
	}
	request := Request{Caller: entry.Caller, Call: entry.Request, Operation: entry.Operation, Body: body}
	for _, a := range wanted {
		request.Keys = append(request.Keys, a.LeadingKey)
	}
	entry.Items = len(wanted)
	if f := p.run(&p.before, request); f != nil {
		return refused(f)
	}
	answer, err := p.forward(r, body, entry)
	if err != nil {
		return refused(&Fault{http.StatusInternalServerError, "InternalServerError", map[string]any{"message": err.Error()}})
	}
	if f := p.run(&p.after, request); f != nil {
		return refused(f)
	}
	return answer
}

func (p *Proxy) forward(r *http.Request, body []byte, entry *ledger.Entry) (*reply, error) {
	body, asked, err := withCapacity(entry.Operation, body)
	if err != nil {
		return nil, err
	}
	// Not the caller's context: a request that has reached DynamoDB is carried
	// out even if the function dies meanwhile.
	out, err := http.NewRequest(http.MethodPost, p.engine+"/", bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	out.Header = r.Header.Clone()
	out.Header.Del("Content-Length")
	out.Header.Set("Accept-Encoding", "identity")
	in, err := p.client.Do(out)
	if err != nil {
		return nil, fmt.Errorf("DynamoDB Local: %w", err)
	}
	defer func() { _ = in.Body.Close() }()
	answer := &reply{status: in.StatusCode, head: in.Header}
	if answer.body, err = io.ReadAll(in.Body); err != nil {
		return nil, err
	}
	if in.StatusCode != http.StatusOK {
		entry.Fault = kindOf(answer.body)
		return answer, nil
	}
	kept, took, found, err := readUnits(entry.Operation, answer.body, asked)
	if err != nil {
		return nil, err
	}
	answer.body, entry.Read, entry.Write = kept, took.read, took.write
	switch entry.Operation {
	case "Query":
		entry.Items = found
	case "TransactWriteItems":
		entry.Write = max(entry.Write, transactionUnits(body))
	}
	return answer, nil
}

func faulty(f *Fault) *reply {
	if f.kind == "" {
		return nil
	}
	return &reply{status: f.status, head: http.Header{"Content-Type": {"application/x-amz-json-1.0"}}, body: f.bytes()}
}

// write sends an answer with its own checksum: DynamoDB Local's is of the body
// before it was changed, and on errors it is wrong altogether.
func write(w http.ResponseWriter, a *reply) {
	head := w.Header()
	for name, values := range a.head {
		head[name] = values
	}
	head.Set("X-Amz-Crc32", fmt.Sprint(crc32.ChecksumIEEE(a.body)))
	head.Set("Content-Length", fmt.Sprint(len(a.body)))
	head.Del("Transfer-Encoding")
	w.WriteHeader(a.status)
	_, _ = w.Write(a.body)
}
