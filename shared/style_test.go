package house_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// source is one Go file of the module.
type source struct {
	name string // from the module's root, with slashes
	set  *token.FileSet
	file *ast.File
}

func parse(t *testing.T, name string) source {
	t.Helper()
	s := source{name: strings.TrimPrefix(filepath.ToSlash(name), "../"), set: token.NewFileSet()}
	f, err := parser.ParseFile(s.set, name, nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	s.file = f
	return s
}

// files is every file below the folders, without what is installed or built.
func files(t *testing.T, folders ...string) []string {
	t.Helper()
	var out []string
	for _, folder := range folders {
		err := filepath.WalkDir(filepath.Join("..", folder), func(name string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if d.IsDir() && slices.Contains([]string{"node_modules", "dist", ".git", ".local", "cdk.out"}, d.Name()) {
				return fs.SkipDir
			}
			if d.Type().IsRegular() {
				out = append(out, name)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// sources are the Go files below the folders: product code, or tests.
func sources(t *testing.T, tests bool, folders ...string) []source {
	t.Helper()
	var out []source
	for _, f := range files(t, folders...) {
		if strings.HasSuffix(f, ".go") && strings.HasSuffix(f, "_test.go") == tests && (tests || !support(filepath.Base(filepath.Dir(f)))) {
			out = append(out, parse(t, f))
		}
	}
	if len(out) < 20 {
		t.Fatalf("only %d files below %v", len(out), folders)
	}
	return out
}

// calls lists x.name in a file, by function, for any x of the names given.
func calls(s source, names ...string) []string {
	var out []string
	for _, d := range s.file.Decls {
		in := "var"
		if f, ok := d.(*ast.FuncDecl); ok {
			in = f.Name.Name
		}
		ast.Inspect(d, func(n ast.Node) bool {
			if x, ok := n.(*ast.SelectorExpr); ok && slices.Contains(names, x.Sel.Name) {
				of, _ := x.X.(*ast.Ident)
				if of == nil {
					of = ast.NewIdent("")
				}
				out = append(out, in+" "+of.Name+"."+x.Sel.Name)
			}
			return true
		})
	}
	return out
}

func TestNothingReadsAClock(t *testing.T) {
	for _, s := range sources(t, false, "shared", "functions") {
		for _, c := range calls(s, "Now", "Since", "Until", "After", "Tick", "NewTicker") {
			if _, what, _ := strings.Cut(c, " "); strings.HasPrefix(what, "time.") && what != "time.After" {
				t.Errorf("%s: %s", s.name, c)
			}
		}
	}
}

func TestNoTestIsSkipped(t *testing.T) {
	for _, s := range sources(t, true, "shared", "functions", "infra") {
		for _, c := range calls(s, "Skip", "Skipf", "SkipNow") {
			if !strings.Contains(c, "fs.") {
				t.Errorf("%s: %s", s.name, c)
			}
		}
	}
}

func TestFunctionsAndFilesAreShort(t *testing.T) {
	for _, s := range sources(t, false, "shared", "functions", "infra") {
		if lines := s.set.Position(s.file.FileEnd).Line; lines > 301 { // the end is on the line after the last
			t.Errorf("%s has %d lines", s.name, lines-1)
		}
		for _, d := range s.file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok {
				if lines := s.set.Position(f.End()).Line - s.set.Position(f.Pos()).Line + 1; lines > 60 {
					t.Errorf("%s: %s has %d lines", s.name, f.Name.Name, lines)
				}
				if f.Name.Name == "init" && f.Recv == nil {
					t.Errorf("%s has an init", s.name)
				}
			}
		}
		if slices.Contains([]string{"util", "utils", "common", "types", "models", "helpers"}, s.file.Name.Name) {
			t.Errorf("%s is in a package %s", s.name, s.file.Name.Name)
		}
	}
}

func TestNoFileNamesTheMachineItWasWrittenOn(t *testing.T) {
	machine := regexp.MustCompile("(?m)(^|[\"'`\\s=(:])/(work|root|home|Users|tmp)/[a-z]")
	for _, f := range files(t, "shared", "functions", "infra", "events") {
		if slices.Contains([]string{".png", ".ico", ".woff2", ".jar"}, filepath.Ext(f)) || strings.HasSuffix(f, "house_test.go") {
			continue
		}
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if found := machine.Find(text); found != nil {
			t.Errorf("%s holds %q", f, found)
		}
	}
}

// reveals is every place where a secret becomes text, and how often. A new one is
// a decision: add it here only with an answer to where the text goes.
var reveals = map[string]int{
	"functions/credential-fill/main.go fill":              1, // to the browser that signs in, on record
	"shared/opening/launching.go Launch":                  1, // a launch's ticket, to the page that launched, once
	"shared/opening/launching.go Fill":                    1, // read as a ticket
	"functions/credential-reveal/main.go reveal":          2, // to the person it is shown to, on record
	"functions/vault-reveal/main.go reveal":               2, // likewise, by its own address
	"functions/vault-export/main.go exported":             2, // to the admin who takes it along, on record
	"functions/version-reveal/main.go reveal":             2, // to the person it is shown to, on record
	"functions/delegation-ask/main.go ask":                1, // a link's token, to be sealed
	"functions/address-ask/main.go ask":                   1, // the token that goes back with the code, to who asked
	"functions/invitation-resend/main.go resend":          1, // a link's token, to be sealed
	"functions/member-invite/main.go link":                1, // a link's token, to be sealed
	"functions/site-invite/main.go link":                  1, // a link's token, to be sealed
	"functions/reset-create/main.go create":               1, // the token that goes back with the code, to who asked
	"functions/signup-create/main.go create":              1, // a link's token, to be sealed
	"shared/api/from.go SignedInFrom":                     2, // the session's token, to its holder, once
	"shared/api/from_lock.go LockShownFrom":               2, // the organization key and the recovery code, to who set them, once
	"shared/envelope/phrase.go normalKey":                 1, // into a key, by Argon2id
	"shared/envelope/phrase.go normalCode":                1, // into a key, by HKDF
	"shared/credential/seed.go CodeAt":                    1, // into a code, which is all that leaves
	"shared/credential/seed.go ParseSeed":                 1, // into its one spelling, a secret again
	"shared/envelope/envelope.go Seal":                    1, // into a ciphertext
	"shared/envelope/kms.go SealLink":                     1, // into a ciphertext
	"shared/envelope/mark.go Marks":                       1, // into a mark that only the organization's own key makes
	"shared/importing/reader.go Read":                     1, // into rows, whose secrets are secrets again
	"shared/importing/row.go bounds":                      2, // into how long they are
	"shared/strength/strength.go Of":                      1, // into a score and a sentence that quotes nothing
	"shared/envelope/kms.go SealHook":                     1, // into a ciphertext
	"shared/webhook/secret.go Key":                        1, // into what signs
	"functions/webhook-create/main.go create":             1, // to the admin who registered it, once
	"functions/webhook-rotate/main.go rotate":             1, // to the admin who asked for it, once
	"functions/gate-set/main.go set":                      1, // to the admin who switched it on, once
	"functions/gate-rotate/main.go rotate":                1, // to the admin who asked for it, once
	"functions/gate-check/main.go check":                  2, // into tokens, to be held against hashes
	"functions/gate-enter/main.go enter":                  2, // likewise
	"shared/gate/pass.go NewState":                        1, // a secret again
	"shared/gate/pass.go hashOf":                          1, // into a hash
	"shared/api/from_gate.go GateWayFrom":                 1, // a one-time code, to whose it is
	"shared/api/from_gate.go GateIn":                      1, // to the gate's proxy, on record
	"shared/api/from_gate.go GateOut":                     1, // to the browser that holds it
	"shared/api/from_gate.go GateEntered":                 1, // the cookie's token, to its browser, once
	"shared/identity/link.go HashCode":                    1, // into a hash
	"shared/identity/link.go ParseLinkToken":              1, // compared with what was sent
	"shared/identity/password.go Is":                      1, // into a hash
	"shared/identity/password.go NewVerifier":             1, // into a hash
	"shared/identity/token.go ParseToken":                 1, // compared with what was sent
	"shared/mailer/letters_delegation.go delegationAsked": 1, // into the mail it is for
	"shared/mailer/letters_delegation.go delegationCode":  1, // into the mail it is for
	"shared/mailer/letters_account.go code":               1, // into the mail it is for
	"shared/mailer/letters.go memberInvited":              1, // into the mail it is for
	"shared/mailer/letters.go signupConfirm":              1, // into the mail it is for
}

func TestASecretIsRevealedOnlyInThesePlaces(t *testing.T) {
	found := map[string]int{}
	for _, s := range sources(t, false, "shared", "functions") {
		for _, c := range calls(s, "Reveal") {
			in, _, _ := strings.Cut(c, " ")
			found[s.name+" "+in]++
		}
	}
	for _, where := range slices.Sorted(maps.Keys(found)) {
		if found[where] != reveals[where] {
			t.Errorf("%s reveals %d times, here it says %d", where, found[where], reveals[where])
		}
	}
	for where := range reveals {
		if found[where] == 0 {
			t.Errorf("%s reveals nothing any more", where)
		}
	}
}

func TestNothingIsLeftToDoInAComment(t *testing.T) {
	for _, tests := range []bool{false, true} {
		for _, s := range sources(t, tests, "shared", "functions", "infra") {
			for _, c := range s.file.Comments {
				if text := c.Text(); strings.Contains(text, "TO"+"DO") || strings.Contains(text, "FIX"+"ME") {
					t.Errorf("%s: %s", s.name, text)
				}
			}
		}
	}
}

func TestASecretHidesNowhereThatItCannot(t *testing.T) {
	kept := []string{"shared/identity", "shared/credential", "shared/access", "shared/gate", "shared/delegation", "shared/table", "shared/change", "shared/audit"}
	text := func(e ast.Expr) bool {
		s, ok := e.(*ast.SelectorExpr)
		return ok && s.Sel.Name == "Text" && reflect.DeepEqual(s.X.(*ast.Ident).Name, "secret")
	}
	for _, s := range sources(t, false, "shared", "functions", "infra") {
		ast.Inspect(s.file, func(n ast.Node) bool {
			switch x := n.(type) {
			case *ast.MapType:
				if text(x.Key) {
					t.Errorf("%s: a map by secret: JSON writes its keys", s.name)
				}
			case *ast.Field:
				if !text(x.Type) {
					return true
				}
				if x.Tag != nil && slices.Contains(kept, path.Dir(s.name)) {
					t.Errorf("%s: %s is kept with a record, in the clear", s.name, x.Names[0])
				}
			case *ast.StructType:
				for _, f := range x.Fields.List {
					if text(f.Type) && len(f.Names) > 0 && !f.Names[0].IsExported() {
						t.Errorf("%s: %s is unexported: fmt prints it", s.name, f.Names[0])
					}
				}
			}
			return true
		})
	}
}
