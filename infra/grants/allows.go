package grants

import (
	"slices"
	"strings"
)

// Ask is one thing somebody wants to do. A call on several items is several
// asks, as it is for IAM; all must be allowed.
type Ask struct {
	Action     string   // like "dynamodb:PutItem", also for a part of a transaction
	On         Resource // a Query of an index is on Index
	LeadingKey string   // the partition key's value, on the table or an index
	Enclosing  string   // the operation the action is a part of, like "TransactWriteItems"; "" for none
	Purpose    string   // the encryption context's purpose, for the envelope's key
}

// Allows reports whether one of the statements allows what is asked. What no
// statement names is refused, and so is an ask that leaves out what a statement
// has a condition on.
func Allows(statements []Statement, ask Ask) bool {
	return slices.ContainsFunc(statements, func(s Statement) bool { return s.allows(ask) })
}

func (s Statement) allows(ask Ask) bool {
	switch {
	case s.On != ask.On || !slices.Contains(s.Actions, ask.Action):
		return false
	case s.Enclosed && ask.Enclosing != Enclosing:
		return false
	case s.On == Table || s.On == Index:
		return slices.ContainsFunc(s.LeadingKeys, func(p string) bool { return like(p, ask.LeadingKey) })
	case s.On == EnvelopeKey:
		return s.Purpose != "" && s.Purpose == ask.Purpose
	}
	return true
}

// like is IAM's StringLike for the only shape of pattern there is: a beginning
// and a star.
func like(pattern, value string) bool {
	begin, star := strings.CutSuffix(pattern, "*")
	return star && begin != "" && strings.HasPrefix(value, begin)
}
