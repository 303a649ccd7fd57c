package credential

import (
	"github.com/valetkey/valetkey/shared/audit"
	"github.com/valetkey/valetkey/shared/change"
	"github.com/valetkey/valetkey/shared/fault"
	"github.com/valetkey/valetkey/shared/identity"
)

// Disable closes a credential to everybody, here and where it is lent, from now on
// (rule C10). Nothing of it is lost. One that is disabled already stays as it is.
func Disable(by identity.Caller, c Credential, readers []Reader) (Credential, change.Change, error) {
	if err := maySwitch(by, c); err != nil || c.Disabled != nil {
		return c, change.Change{}, err
	}
	was, ch := c, by.Change()
	c.Disabled = &by.At
	c = c.Write(by, &ch, was, Disabled, "")
	c.onRecord(by, &ch, readers, audit.CredentialDisabled, "", "")
	return c, ch, nil
}

// Enable opens a disabled credential again, to whomever the gates let in now.
func Enable(by identity.Caller, c Credential, readers []Reader) (Credential, change.Change, error) {
	if err := maySwitch(by, c); err != nil || c.Disabled == nil {
		return c, change.Change{}, err
	}
	was, ch := c, by.Change()
	c.Disabled = nil
	c = c.Write(by, &ch, was, Enabled, "")
	c.onRecord(by, &ch, readers, audit.CredentialEnabled, "", "")
	return c, ch, nil
}

// maySwitch: what an outside owner lends has its own word for ending.
func maySwitch(by identity.Caller, c Credential) error {
	if err := MayWrite(by, c); err != nil {
		return err
	}
	if by.Kind == identity.Personal {
		return fault.New(fault.Forbidden, "What you lend ends when you take it back, under what you share.")
	}
	return nil
}
