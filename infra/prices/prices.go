// Package prices is what AWS asks for what the product uses: list prices of one
// region on one date, each with the page it is from (prices.json), and what a use
// of them comes to.
//
// It leaves out what does not follow from a call: storage, backups, logs, the two
// KMS keys, alarms, data that leaves the region, free tiers and discounts.
package prices

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"time"
)

//go:embed prices.json
var file []byte

// The units that are priced.
const (
	WriteUnit  = "write unit" // of DynamoDB; a transaction's count twice, as the ledger counts them
	ReadUnit   = "read unit"
	StreamRead = "stream read by Lambda"
	Call       = "function call"
	GBSecond   = "GB-second, arm64"
	Transition = "state transition" // of a standard workflow
	Mail       = "mail"
	KMSCall    = "KMS call"
	BusEvent   = "bus event" // one that we put, up to 64 KB
	APICall    = "API call"  // of an HTTP API
)

// Units lists them all.
var Units = []string{WriteUnit, ReadUnit, StreamRead, Call, GBSecond, Transition, Mail, KMSCall, BusEvent, APICall}

// Price is what so many of a unit cost.
type Price struct {
	Unit      string  `json:"unit"`
	USD       float64 `json:"usd"`
	Per       float64 `json:"per"`
	Source    string  `json:"source"`
	Confirmed bool    `json:"confirmed"` // read on the source itself
	Seen      string  `json:"seen"`      // where it was read otherwise
}

// List is the price file.
type List struct {
	Date    string  `json:"date"`
	Region  string  `json:"region"`
	About   string  `json:"about"`
	Prices  []Price `json:"prices"`
	Assumed struct {
		Milliseconds float64 `json:"milliseconds"` // billed for each function call
		Megabytes    float64 `json:"megabytes"`
		Why          string  `json:"why"`
	} `json:"assumed"`
}

// Use is how much was used of what.
type Use struct {
	Write, Read     float64 // units
	Calls           int     // of functions
	API             int     // of these, those that came through the API
	Transitions     int
	Mails, KMS, Bus int
}

// Load reads the price file. A unit without a price is an error: it would count
// as free.
func Load() (List, error) {
	var l List
	if err := json.Unmarshal(file, &l); err != nil {
		return List{}, fmt.Errorf("the prices: %w", err)
	}
	if _, err := time.Parse(time.DateOnly, l.Date); err != nil {
		return List{}, fmt.Errorf("the prices have no date: %w", err)
	}
	for _, unit := range Units {
		p, ok := l.of(unit)
		if !ok || p.Per <= 0 || p.USD < 0 || p.Source == "" || !p.Confirmed && p.Seen == "" {
			return List{}, fmt.Errorf("the prices say nothing usable of %q", unit)
		}
	}
	return l, nil
}

func (l List) of(unit string) (Price, bool) {
	for _, p := range l.Prices {
		if p.Unit == unit {
			return p, true
		}
	}
	return Price{}, false
}

// Of is what a use comes to, in USD.
func (l List) Of(u Use) float64 {
	sum := 0.0
	for unit, n := range map[string]float64{
		WriteUnit: u.Write, ReadUnit: u.Read, Call: float64(u.Calls), APICall: float64(u.API), Transition: float64(u.Transitions),
		Mail: float64(u.Mails), KMSCall: float64(u.KMS), BusEvent: float64(u.Bus),
		GBSecond: float64(u.Calls) * l.Assumed.Milliseconds / 1000 * l.Assumed.Megabytes / 1024,
	} {
		p, _ := l.of(unit)
		sum += n * p.USD / p.Per
	}
	return sum
}

// Unconfirmed lists the units whose price was not read on its source.
func (l List) Unconfirmed() []string {
	var out []string
	for _, p := range l.Prices {
		if !p.Confirmed {
			out = append(out, p.Unit)
		}
	}
	return out
}
