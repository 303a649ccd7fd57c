package catalogue_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/valetkey/valetkey/shared/catalogue"
)

func TestEveryEntryIsWholeAndThereOnce(t *testing.T) {
	apps := catalogue.Apps()
	if len(apps) < 40 {
		t.Errorf("%d apps", len(apps))
	}
	seen, used := map[string]bool{}, map[string]bool{}
	for i, a := range apps {
		u, err := url.Parse(a.Address)
		if err != nil || u.Scheme != "https" || u.User != nil || u.RawQuery != "" || u.Fragment != "" || !strings.Contains(u.Hostname(), ".") || u.Port() != "" {
			t.Errorf("%s: %q is no sign-in address", a.Name, a.Address)
		}
		if a.Name == "" || a.Name != strings.TrimSpace(a.Name) || len(a.Name) > 120 {
			t.Errorf("a name %q", a.Name)
		}
		if seen[strings.ToLower(a.Name)] || seen[a.Address] {
			t.Errorf("%s is there twice, by its name or address", a.Name)
		}
		seen[strings.ToLower(a.Name)], seen[a.Address], used[a.Icon] = true, true, true
		if !slices.Contains(catalogue.Icons, a.Icon) {
			t.Errorf("%s: no icon is named %q", a.Name, a.Icon)
		}
		if i > 0 && strings.ToLower(apps[i-1].Name) > strings.ToLower(a.Name) {
			t.Errorf("%s is out of order", a.Name)
		}
	}
	for _, icon := range catalogue.Icons {
		if !used[icon] {
			t.Errorf("%s is nobody's", icon)
		}
	}
}

func TestWhoReadsTheCatalogueCannotChangeIt(t *testing.T) {
	catalogue.Apps()[0].Name = "another"
	if catalogue.Apps()[0].Name == "another" {
		t.Error("it is changed")
	}
}
