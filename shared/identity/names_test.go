package identity_test

import (
	"testing"

	"github.com/valetkey/valetkey/shared/catalogue"
	"github.com/valetkey/valetkey/shared/identity"
)

// rule D9
func TestANameThatPassesForAnotherWaits(t *testing.T) {
	for _, name := range []string{
		"PayPal", "paypal", "PAYPAL INC.", "Pay Pal", "P a y p a l", "Pay-Pal Support", "PayPal.com", "paypalsupport", "PayPal_Security", "The PayPal Team", "support@paypal",
		"PаyPаl", "раураl", "PayPa1", "PayPaI", "PayPal®", "ＰａｙＰａｌ", "𝗣𝗮𝘆𝗣𝗮𝗹", "Ρayрal", "Páypål", "Pay\u200bPal", "PayPal 2026", "Ⓟⓐⓨⓟⓐⓛ",
		"Rnicrosoft", "Micros0ft", "Micro$oft Account Team", "Microsoft 365", "Office 365", "Amaz0n", "AMAZON Customer Service", "Amazon Prime", "Gооgle", "G00gle Ads",
		"Arnazon", "faceb00k", "Face Book Login", "Instagrarn", "lnstagram", "Netfl1x", "Wells Fargo Bank", "Deutsche Bank AG", "JP Morgan", "J.P. Morgan", "HSBC Online Banking",
		"Valetkey", "Valet Key", "VALETKEY Support", "valetkey.com Team", "Ⅴaletkey", "Valet-Key 24",
		"Support", "Security Team", "IT Support", "The Administrator", "Admin", "Help Desk Support", "Billing Department", "Verification", "поддержка", "客服",
		"Blue Hаrbor", "Αcme", "Sаlon Berlin", "Blue\u200eHarbor", "Blue \u202eHarbor", "Acme\u00ad", "Ac\u2060me", "Acme\u3164", "Ac\U000e0041me", "\ufeffAc\ufeffme",
	} {
		if identity.NameWaits(name) == "" {
			t.Errorf("%q does not wait", name)
		}
	}
}

// rule D9
func TestEveryNameOfTheCatalogueWaits(t *testing.T) {
	for _, app := range catalogue.Apps() {
		if app.Name != "X" && identity.NameWaits(app.Name) == "" { // one letter is anybody's
			t.Errorf("%s does not wait", app.Name)
		}
	}
}

// rule D9
func TestAnOrdinaryNameInAnyScriptDoesNotWait(t *testing.T) {
	for _, name := range []string{
		"Fabrikam", "Blue Harbor IT", "Third Tide", "Fourth Pier", "Elsewhere", "Amazonia Flowers", "Apple Orchard Ltd", "Orange Bakery", "Stripes & Dots", "Zoomers United",
		"Müller & Söhne", "Café Zoë", "Łódź Transport", "Smørrebrød ApS", "Ærø Færge", "Þór ehf.", "Ñandú S.A.", "Çelik A.Ş.", "İstanbul Turizm", "Nguyễn Văn Hùng", "O'Neil Brothers", "L’Étoile",
		"3M Repair", "1&1 Partners", "A1 Plumbing", "7 Seas", "42", "Studio 54", "24/7 Locksmith", "Route 66 Diner", "X", "AB", "Team 3", "Bank of Springfield Street", "Global Services GmbH", "The Company",
		"Ромашка", "ООО «Ромашка»", "ИП Иванов И. И.", "Булочная №1", "Київські каштани", "Ресторан Восход", "Технологии будущего", "Сбор", "Хор", "IT-Сервис", "Ёлка", "Њујорк", "Банк Санкт",
		"Αθήνα Α.Ε.", "Ελληνικά Τρόφιμα", "Το Σπίτι", "Ωμέγα", "Հայաստան", "საქართველო",
		"株式会社山田", "三菱UFJ信託", "JR東日本", "ソニーストア", "ひまわり保育園", "LINEヤフー", "中国移动", "台灣高鐵", "삼성전자", "한국어학당", "ＡＢＣ商事",
		"شركة الأمل", "می\u200cخواهم", "مؤسسة النور للتجارة", "בית קפה", "רמי לוי", "ร้านกาแฟ", "भारतीय रेल", "क्\u200dष ट्रेडर्स", "ශ්\u200dරී ලංකා", "தமிழ் சங்கம்", "বাংলা দোকান", "ሰላም",
		"👩\u200d💻 Coders", "Sunny ☀️ Side", "Barnes and Sons", "Modern Vermont", "Bernard & Clark", "Supportive Hands", "Security Fences of Ohio", "Admiral Boats", "Trusty Movers", "Wisent", "Chaser Bikes",
		"Pineapple", "Metal Works", "Slacker Radio", "Visage", "Boxwood", "Oracle Bones Bookshop", "Target Archery Club", "Shell Beach Rentals", "Kraków 2030", "Tab\tbed",
	} {
		if why := identity.NameWaits(name); why != "" {
			t.Errorf("%q waits: %s", name, why)
		}
	}
}

func FuzzANameIsJudgedWhateverItHolds(f *testing.F) {
	for _, s := range []string{"", " ", "\xff\xfe", "P\u0301\u0301\u0301", "\u200d", "ﷺ", "𝗣"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, name string) {
		if identity.NameWaits(name) != identity.NameWaits(" "+name+" ") {
			t.Errorf("%q is judged by the blanks around it", name)
		}
	})
}
