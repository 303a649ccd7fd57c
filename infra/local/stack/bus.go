package stack

import (
	"context"

	"github.com/valetkey/valetkey/infra/local/bus"
	"github.com/valetkey/valetkey/infra/local/lambda"
	events "github.com/valetkey/valetkey/shared/bus"
)

// startBus starts the event bus, with a rule for whoever makes deliveries.
func (s *Stack) startBus(p *parts) (err error) {
	var rules []bus.Rule
	for _, w := range s.options.Workers {
		if w.Hooks {
			rules = append(rules, bus.Rule{Source: events.Source, Type: events.DeliveryDue, Function: w.Name})
		}
	}
	p.bus, err = bus.Start(bus.Options{
		Rules: rules, Roles: s.options.Roles, Ledger: s.ledger, Serving: s.serving, Log: s.options.Log,
		Invoke: func(ctx context.Context, function string, event []byte) (lambda.Result, error) {
			h := s.Functions()
			if h == nil { // stopping
				return lambda.Result{}, context.Canceled
			}
			return h.Invoke(ctx, function, event)
		},
	})
	return err
}
