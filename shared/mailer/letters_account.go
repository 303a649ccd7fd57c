package mailer

import (
	"fmt"

	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/identity"
)

// account is told to one person about their own account, wherever they belong.
func account(n change.Notice, a About) (Told, bool) {
	switch n.Kind {
	case change.InvitationCode:
		return code(a, a.Invitation.Proof, n.Tie, fmt.Sprintf("Type it where you are accepting the invitation to %s.", a.Invitation.OrganizationName),
			"Give it to nobody; who has it can join in your place.")
	case change.PasswordReset:
		t, ok := code(a, a.Reset.Proof, n.Tie, "Type it where you are choosing a new password.",
			"Give it to nobody; who has it can choose your password. If this was not you, do nothing: your password stays as it is.")
		return t, ok && a.Reset.Person != "" // nobody has the address: nobody is told
	case change.AddressCode:
		return code(a, a.NewAddress.Proof, n.Tie, "Type it where you are changing your mail address to this one.",
			"Give it to nobody. If this was not you, do nothing: somebody mistyped their address.")
	case change.AddressKnown:
		return addressKnown(a), true
	case change.PasswordChanged:
		return passwordChanged(n, a), true
	default:
		return addressChanged(n, a)
	}
}

// code is a letter with the newest code of a proof, if that still is the one that
// the notice is about.
func code(a About, p identity.Proof, call, line, small string) (Told, bool) {
	return Told{Letter: Letter{
		Subject: "Your code for Valetkey",
		Heading: "Your code",
		Lines:   []string{line},
		Code:    a.Token.Reveal(),
		Small:   []string{"Good until " + until(p.Code.Expires, a.Now) + ". " + small},
	}}, p.Mailed(call, a.Now)
}

func addressKnown(a About) Told {
	return Told{Letter: Letter{
		Subject: "Somebody wanted this address for another account",
		Heading: "This address has an account already",
		Lines: []string{
			"Somebody, maybe you, wanted to change the mail address of another account to this one. It was not done: this address has an account of its own.",
		},
		Button: "Sign in", Link: a.Origin + "/sign-in",
		Small: []string{"If this was not you, do nothing."},
	}}
}

func passwordChanged(n change.Notice, a About) Told {
	return Told{Text: "Your password was changed.", Path: "/account", Letter: Letter{
		Subject: "Your password was changed",
		Heading: "Your password was changed",
		Lines: []string{
			"It was changed on " + stamp(n.At) + ", and every other session of yours was signed out.",
			"If this was not you, somebody knows your password or reads your mail: secure your mailbox first, then choose a new password. Tell the admins of your organizations.",
		},
		Button: "Choose a new password", Link: a.Origin + "/forgot",
		Small: []string{"If it was you, there is nothing to do."},
	}}
}

func addressChanged(n change.Notice, a About) (Told, bool) {
	now := identity.HalfHidden(a.Person.Email)
	return Told{Text: "You sign in with another mail address now.", Path: "/account", Letter: Letter{
		Subject: "Your mail address was changed",
		Heading: "You sign in with another address now",
		Lines: []string{
			fmt.Sprintf("On %s the mail address of your account was changed to %s, after a code from there. This one signs nobody in any more.", stamp(n.At), now),
			"If this was not you, somebody knew your password: tell the admins of your organizations at once, so that they close your membership.",
		},
		Small: []string{"If it was you, there is nothing to do."},
	}}, a.Person.Version != 0
}
