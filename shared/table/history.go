package table

import (
	"fmt"
	"reflect"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/valetkey/valetkey/shared/access"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/identity"
)

// asOf is the attribute that says since when a record stands as it does, in what
// a report knows of it.
const asOf = "asOf"

// historied is a record of which it is asked how it stood on an earlier day: a
// change of it leaves behind how it stood until then, in the same transaction
// (rule J11). What it leaves has an end, so a day is answered by what ended after
// the day began, and by the record itself.
type historied interface {
	change.Record
	Past(at time.Time) (was change.Record, since time.Time, err error)
}

var (
	_ historied = identity.Member{}
	_ historied = access.Resource{}
)

// past keeps how a record stood before, and marks its item with since when it
// stands as it does.
func (w *writing) past(r change.Record, item map[string]types.AttributeValue) {
	h, ok := reflect.Indirect(reflect.ValueOf(r)).Interface().(historied)
	if !ok {
		return
	}
	was, since, err := h.Past(w.now)
	if err != nil {
		w.fail(err)
		return
	}
	item[asOf] = str(instant(since))
	if was != nil {
		w.keep(was, nil)
	}
}

// remember tells a record that was read how it is stored.
func remember(item map[string]types.AttributeValue, into any) {
	r, ok := into.(interface{ Remember(since time.Time) })
	if !ok {
		return
	}
	since, _ := time.Parse(instantLayout, text(item, asOf)) // the zero time: since there is one
	r.Remember(since)
}

func pastKey(o id.Organization, kind string) string { return "PAST#" + string(o) + "#" + kind }

// pastEnd is the end of a past state in its key: the version tells apart what
// ended within one millisecond.
func pastEnd(until time.Time, version int) string {
	return instant(until) + "#" + fmt.Sprintf("%08d", version)
}
