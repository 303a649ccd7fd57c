// Package catalogue is a small catalogue of common apps, to be picked from when
// an outside owner is asked for one (rule D1): name, where one signs in, icon.
//
// It is a convenience: nothing is decided by it, and any other name and address
// may be typed instead.
package catalogue

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
)

//go:embed apps.json
var file []byte

// App is one entry.
type App struct {
	Name    string `json:"name"`
	Address string `json:"address"` // where one signs in: https
	Icon    string `json:"icon"`    // one of Icons
}

// World is the icon of an app without one of its own.
const World = "IconWorld"

// Icons are the names of the icons in use, of the web client's set: it maps these
// and no others.
var Icons = []string{
	"IconBrandAdobe", "IconBrandAirtable", "IconBrandAmazon", "IconBrandApple", "IconBrandAsana", "IconBrandAws",
	"IconBrandAzure", "IconBrandBitbucket", "IconBrandBluesky", "IconBrandBooking", "IconBrandCampaignmonitor",
	"IconBrandCloudflare", "IconBrandDropbox", "IconBrandEtsy", "IconBrandFacebook", "IconBrandFigma", "IconBrandGithub",
	"IconBrandGitlab", "IconBrandGoogle", "IconBrandGoogleAnalytics", "IconBrandInstagram", "IconBrandJira",
	"IconBrandLinkedin", "IconBrandMailgun", "IconBrandMastodon", "IconBrandMeta", "IconBrandNotion", "IconBrandOffice",
	"IconBrandPaypal", "IconBrandPinterest", "IconBrandReddit", "IconBrandSlack", "IconBrandStripe", "IconBrandTiktok",
	"IconBrandTrello", "IconBrandTripadvisor", "IconBrandTwilio", "IconBrandVimeo", "IconBrandWix", "IconBrandWordpress",
	"IconBrandX", "IconBrandYoutube", "IconBrandZoom",
	World,
}

var apps = read()

// Apps is every entry, by name.
func Apps() []App { return slices.Clone(apps) }

func read() []App {
	var out []App
	if err := json.Unmarshal(file, &out); err != nil {
		panic(fmt.Sprintf("catalogue: %v", err)) // the file is part of the program, and a test reads it
	}
	return out
}
