package stack

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/valetkey/valetkey/infra/local/build"
	"github.com/valetkey/valetkey/infra/local/clock"
	"github.com/valetkey/valetkey/infra/local/dynamo"
	"github.com/valetkey/valetkey/infra/local/gateway"
	"github.com/valetkey/valetkey/infra/local/kms"
	"github.com/valetkey/valetkey/infra/local/lambda"
	"github.com/valetkey/valetkey/infra/local/machine"
	"github.com/valetkey/valetkey/infra/local/mailbox"
	"github.com/valetkey/valetkey/infra/local/stream"
	"github.com/valetkey/valetkey/shared/api"
)

// start starts all parts. What was started before an error is kept in
// s.parts, for halt.
func (s *Stack) start(ctx context.Context) error {
	p := &parts{}
	s.mu.Lock()
	s.parts = p
	s.mu.Unlock()
	o := s.options
	err := together(
		s.timed("DynamoDB Local", func() error { return s.startEngine(ctx, p) }),
		s.timed("the mailbox", func() error { return s.startMailbox(p) }),
		func() error { return s.startBus(p) },
		s.timed("the state machine", func() error { return s.startMachine(p) }),
		func() (err error) {
			p.kms, err = kms.Start(kms.Options{
				File: filepath.Join(o.Dir, "kms.json"), Roles: o.Roles, Ledger: s.ledger, Serving: s.serving,
			})
			return err
		},
		s.build(ctx),
	)
	if err != nil {
		return err
	}
	if err := s.startFunctions(p); err != nil {
		return err
	}
	if p.stream, err = s.startStream(ctx, p); err != nil {
		return err
	}
	p.dynamo.After(func(r dynamo.Request) *dynamo.Fault {
		if r.Operation == "TransactWriteItems" {
			p.stream.Poke() // no need to wait for the next look
		}
		return nil
	})
	p.clock = clock.Start(clock.Options{Invoke: p.functions.Invoke, Workers: o.Workers, Log: o.Log, Still: o.NoClock})
	if err := s.announce(p); err != nil {
		return err
	}
	s.mu.Lock()
	close(s.ready)
	s.mu.Unlock()
	return nil
}

// build compiles the functions, if the options say so.
func (s *Stack) build(ctx context.Context) func() error {
	if !s.options.Build {
		return func() error { return nil }
	}
	return s.timed("the functions", func() error {
		_, err := build.All(ctx, s.options.Root, s.options.Bin, s.options.Log)
		return err
	})
}

// timed tells how long a part took to come up.
func (s *Stack) timed(part string, start func() error) func() error {
	return func() error {
		began := time.Now()
		err := start()
		if err == nil {
			s.options.Say(part, time.Since(began))
		}
		return err
	}
}

func (s *Stack) startEngine(ctx context.Context, p *parts) error {
	log, err := s.log(p, "dynamodb-local")
	if err != nil {
		return err
	}
	folder := filepath.Join(s.options.Dir, "dynamo")
	if s.options.InMemory {
		folder = ""
	}
	if p.engine, err = dynamo.StartEngine(s.modules(), folder, log); err != nil {
		return err
	}
	if err := makeTable(ctx, s.clientOf(p.engine)); err != nil {
		return fmt.Errorf("the table: %w", err)
	}
	p.dynamo, err = dynamo.StartProxy(p.engine.URL(), dynamo.Options{Roles: s.options.Roles, Ledger: s.ledger, Serving: s.serving})
	return err
}

func (s *Stack) startMailbox(p *parts) error {
	log, err := s.log(p, "mailbox")
	if err != nil {
		return err
	}
	file := filepath.Join(s.options.Dir, "mails.jsonl")
	if s.options.InMemory {
		file = ""
	}
	p.mailbox, err = mailbox.Start(mailbox.Options{
		Modules: s.modules(), Port: s.options.MailPort, File: file, Roles: s.options.Roles, Ledger: s.ledger,
		Serving: s.serving, Kill: func(process string) { s.Functions().Kill(process) }, Log: log,
		Returned: s.returned(),
	})
	return err
}

// startMachine starts the state machine of access periods, if a row's function is
// woken by one.
func (s *Stack) startMachine(p *parts) error {
	for _, w := range s.options.Workers {
		if !w.Machine {
			continue
		}
		log, err := s.log(p, "machine")
		if err != nil {
			return err
		}
		p.machine, err = machine.Start(machine.Options{
			Root: s.options.Root, Wake: w.Name, Roles: s.options.Roles, Ledger: s.ledger, Serving: s.serving, Log: log,
			Invoke: func(ctx context.Context, function string, event []byte) (lambda.Result, error) {
				return s.Functions().Invoke(ctx, function, event)
			},
		})
		return err
	}
	return nil
}

// returned calls whoever is told of mail that came back; nil if nobody is.
func (s *Stack) returned() func(ctx context.Context, event []byte) error {
	for _, w := range s.options.Workers {
		if w.Bounces {
			return func(ctx context.Context, event []byte) error {
				r, err := s.Functions().Invoke(ctx, w.Name, event)
				if err == nil && r.Failed {
					err = fmt.Errorf("%s: %s", w.Name, r.Payload)
				}
				return err
			}
		}
	}
	return nil
}

func (s *Stack) startFunctions(p *parts) error {
	o := s.options
	env := append([]string{
		"TABLE=" + Table, "ORIGIN=" + o.Origin, "AWS_REGION=" + Region,
		"AWS_ENDPOINT_URL_DYNAMODB=" + p.dynamo.URL(), "AWS_ENDPOINT_URL_KMS=" + p.kms.URL(),
		"AWS_ENDPOINT_URL_SESV2=" + p.mailbox.Endpoint(), "AWS_ENDPOINT_URL_EVENTBRIDGE=" + p.bus.URL(),
	}, o.Env...)
	if p.machine != nil {
		env = append(env, "AWS_ENDPOINT_URL_SFN="+p.machine.URL())
	}
	all := functions(o, p.kms.ARN())
	if o.Lazy {
		s.prepare(p, all)
	}
	host, err := lambda.NewHost(lambda.Options{Logs: filepath.Join(o.Dir, "log"), Log: o.Log, Env: env}, all...)
	if err != nil {
		return err
	}
	s.mu.Lock()
	p.functions = host
	s.mu.Unlock()
	p.gateway = gateway.New(host.Invoke, "localhost", o.Routes, api.Console.Name)
	return nil
}

// prepare makes functions be compiled before they are called, if they are stale.
func (s *Stack) prepare(p *parts, all []lambda.Function) {
	p.lazy = build.NewLazy(s.options.Root, s.options.Bin, s.options.Log, func(f string) { p.functions.Renew(f) })
	for i := range all {
		name := all[i].Name
		all[i].Prepare = func() error { return p.lazy.Ensure(context.Background(), name) }
	}
}

func (s *Stack) startStream(ctx context.Context, p *parts) (*stream.Poller, error) {
	var consumers []stream.Consumer
	for _, w := range s.options.Workers {
		if w.Stream != "" {
			consumers = append(consumers, stream.Consumer{Name: w.Name, Filter: stream.DoorFilter(w.Stream)})
		}
	}
	file := filepath.Join(s.options.Dir, "stream.json")
	if s.options.InMemory {
		file = ""
	}
	return stream.Start(ctx, stream.Options{
		Endpoint: p.engine.URL(), Region: Region, Table: Table, File: file, Log: s.options.Log,
		Invoke: p.functions.Invoke, Consumers: consumers,
	})
}

// halt ends all parts, callers before those they call.
func (s *Stack) halt() {
	s.mu.Lock()
	p := s.parts
	s.parts = nil
	s.mu.Unlock()
	if p == nil {
		return
	}
	s.quiet()
	if p.clock != nil {
		p.clock.Stop()
	}
	if p.stream != nil {
		p.stream.Stop()
	}
	if p.machine != nil {
		p.machine.Stop()
	}
	if p.bus != nil {
		p.bus.Stop()
	}
	if p.functions != nil {
		p.functions.Stop()
	}
	if p.kms != nil {
		p.kms.Stop()
	}
	if p.dynamo != nil {
		p.dynamo.Stop()
	}
	_ = together(func() error {
		if p.mailbox != nil {
			p.mailbox.Stop()
		}
		return nil
	}, func() error {
		if p.engine != nil {
			p.engine.Stop()
		}
		return nil
	})
	for _, f := range p.logs {
		_ = f.Close()
	}
}

func (s *Stack) serving(process string) string {
	if h := s.Functions(); h != nil {
		return h.Serving(process)
	}
	return ""
}

func (s *Stack) modules() string {
	return filepath.Join(s.options.Root, "infra", "local", "node_modules")
}

// log opens the log of a helper program.
func (s *Stack) log(p *parts, name string) (*os.File, error) {
	f, err := os.OpenFile(filepath.Join(s.options.Dir, "log", name+".log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	p.logs = append(p.logs, f)
	s.mu.Unlock()
	return f, nil
}

// together runs all side by side and waits for all.
func together(all ...func() error) error {
	errs := make([]error, len(all))
	var wg sync.WaitGroup
	for i, f := range all {
		wg.Go(func() { errs[i] = f() })
	}
	wg.Wait()
	return errors.Join(errs...)
}
