package importing

import (
	"cmp"
	"slices"
	"strings"

	"github.com/valetkey/valetkey/shared/credential"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/filing"
	"github.com/valetkey/valetkey/shared/id"
)

// Outcome is what becomes, or became, of a row.
type Outcome string

// The outcomes. New is said by a dry run, Made by an import.
const (
	New       Outcome = "new"
	Made      Outcome = "made"
	There     Outcome = "there"
	Duplicate Outcome = "duplicate"
	Refused   Outcome = "refused"
)

// Judged is a row with what becomes of it.
type Judged struct {
	Row     Row
	Outcome Outcome
	ID      id.Credential // that it has, or is a duplicate of
	Name    string        // of that one
	Twin    int           // the row of this file that it is a duplicate of, if it is one's
	For     filing.Client // whose tree it goes into, if it names one
}

// Refuse is what a rule says of one of the row's fields.
func (j *Judged) Refuse(f fault.Field) {
	*j = Judged{Row: j.Row.refuse(strings.TrimPrefix(f.Name, "body."), f.Reason), Outcome: Refused}
}

// Met says that a credential with the row's number is there: it was made of this row,
// or of another one that was sent under the number. No secret is compared.
func (j *Judged) Met(c credential.Credential) {
	switch {
	case j.Row.Refused():
	case Key(j.Row.Credential) == Key(c):
		j.Outcome, j.ID, j.Name = There, c.ID, c.Name
	default:
		j.Refuse(fault.Field{Reason: "is not the row that was brought in under this number, or what that made was changed since; it stays as it is"})
	}
}

// problem is why the row was not made.
func (j Judged) problem() Problem {
	p := Problem{Row: j.Row.Number, Field: j.Row.Field, Why: j.Row.Why}
	if j.Outcome == Duplicate {
		p.Why, p.Of = "there is one like it already", j.ID
	}
	return p
}

// Blocks are the tallies that rows are in, by their numbers.
func (im Import) Blocks(first, rows int) []Tally {
	var out []Tally
	for b := (first - 1) / PageRows; b <= (first+rows-2)/PageRows; b++ {
		out = append(out, Tally{Organization: im.Organization, Import: im.ID, Block: b, Rows: strings.Repeat(string(unseen), PageRows)})
	}
	return out
}

// Begun is the tally with rows that arrived, before any is made.
func (t Tally) Begun(first, rows int) Tally {
	return t.with(first, rows, func(_ int, was byte) byte {
		if was == made { // that stays: the row is there
			return was
		}
		return begun
	})
}

// Done is the tally with what became of rows.
func (t Tally) Done(rows []Judged) Tally {
	t.Problems = slices.DeleteFunc(slices.Clone(t.Problems), func(p Problem) bool {
		return slices.ContainsFunc(rows, func(j Judged) bool { return j.Row.Number == p.Row })
	})
	for _, j := range rows {
		if (j.Row.Number-1)/PageRows != t.Block || t.made(j.Row.Number) { // what was made stays so, whatever is sent after
			continue
		}
		letter := byte(made)
		switch j.Outcome {
		case Duplicate:
			letter = duplicate
		case Refused:
			letter = refused
		}
		if letter != made {
			t.Problems = append(t.Problems, j.problem())
		}
		t = t.with(j.Row.Number, 1, func(int, byte) byte { return letter })
	}
	slices.SortFunc(t.Problems, func(a, b Problem) int { return cmp.Compare(a.Row, b.Row) })
	return t
}

// made reports whether a row that is in the tally was made.
func (t Tally) made(row int) bool {
	at := row - 1 - t.Block*PageRows
	return at >= 0 && at < len(t.Rows) && t.Rows[at] == made
}

// with is the tally with other letters for those of some rows that are in it.
func (t Tally) with(first, rows int, letter func(row int, was byte) byte) Tally {
	letters := []byte(t.Rows)
	for row := first; row < first+rows; row++ {
		if at := row - 1 - t.Block*PageRows; at >= 0 && at < len(letters) {
			letters[at] = letter(row, letters[at])
		}
	}
	t.Rows = string(letters)
	return t
}

// Progress is how far an import is.
type Progress struct {
	Seen, Made, Duplicates, Refused int
	// Next is the first row that nothing is known of: where to go on.
	Next     int
	Problems []Problem
}

// Sum is how far an import is, by all its tallies in order.
func Sum(all []Tally) Progress {
	out := Progress{Next: 1}
	gap := false
	for _, t := range all {
		if t.Block*PageRows+1 != out.Next && !gap { // no page of the blocks between arrived
			gap = true
		}
		for i, l := range []byte(t.Rows) {
			switch l {
			case made:
				out.Made++
			case duplicate:
				out.Duplicates++
			case refused:
				out.Refused++
			default:
				gap = true
			}
			if l != unseen {
				out.Seen++
			}
			if !gap {
				out.Next = t.Block*PageRows + i + 2
			}
		}
		out.Problems = append(out.Problems, t.Problems...)
	}
	return out
}

// Arrived are the numbers of a tally's rows that may have been made.
func (t Tally) Arrived() []int {
	var out []int
	for i, l := range []byte(t.Rows) {
		if l == made || l == begun {
			out = append(out, t.Block*PageRows+i+1)
		}
	}
	return out
}
