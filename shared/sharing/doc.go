// Package sharing decides what two organizations have to do with each other: a
// provider and its sites (rules S1 to S3, S8).
//
//	site: closed <-> open -> ended (an organization like any other)
//
// A site is an organization of its own, with members, a key pair and a record of its
// own; its Relation, which is a part of it, says whose site it is and whether the
// provider lets its people in. Every call there is held against that where the caller
// is made out (identity.Authenticate), so a site is closed and open again at once, and
// nothing has to be written anywhere else. Neither side sees anything of the other
// beyond what is decided here.
//
// Sites of one provider know nothing of each other, a site has no sites, and nothing
// makes a site of an organization that is there already.
package sharing
