// Package access decides who gets into what, and how: resources, the groups and
// members assigned to them, and every launch and reveal.
//
// One function, Enter, holds every use against every gate; each must be open,
// and none opens another (rule G1). The first closed gate answers:
//
//	gate          closed when                                    who may see it     others
//	------------  ---------------------------------------------  -----------------  ------
//	resource      the organization has none of that id                              404
//	credential    it is not one of the resource's here                              404
//	consent       another's login, and it is unmanaged (C4)      admin 403          404
//	viewing       another's managed login, and not named (C5)    admin 403          404
//	folder        it is filed where the caller may not look (F3)                     404
//	list          it is shared with others here (G7)             admin 403          404
//	loan          taken back, or its end date has come (D6, H5)  admin 403, by whom 404
//	partner       disabled here, or the site is closed (H6, S1)  403
//	assignment    no assignment names the caller and it (G2-G4)  admin 403          404
//	role          the caller is an auditor (F4)                  403
//	state         the credential is disabled (C10)               403
//	period        locked: no period (J3), or auto-locked (J10)   403 ask
//	mode          revealing what may only be used (G3, D5)       403
//
// A code needs what a launch does; an earlier version what a reveal does, and to be
// somebody who may write the credential (rules C9, G4). Writing needs no gate but
// that: admins the organization's and managed ones, a member their own.
//
// A credential without a resource follows its folder alone, state and role beside
// (G5); somebody's own is nobody else's (C1).
//
// What another organization shares follows its folder here likewise, whatever resource
// it is for at home, until an admin makes it a login of a resource here (G3, PutOn).
//
// Another's managed login is open to the admins who are named to view it, without an
// assignment: consent and the naming stand in its place. On a just-in-time resource
// they need a period of theirs there like anyone, through whichever assignment they
// have; an admin with none has nothing to ask by, and is told to be assigned.
//
// One's own login passes consent, folder, viewing and assignment: it is always open to
// oneself (G4). Being admin passes none (G2). A 403 that says "ask" is of a type
// of its own, access-locked: what opens it is to be asked for.
//
// Who received a secret has a way to it as long as all gates but period and state are
// open to them (HasWay). Whatever may take a way from somebody orders that they are
// weighed, and who has none any more is marked (rule C12).
//
// It does not keep, seal, or mail anything.
package access
