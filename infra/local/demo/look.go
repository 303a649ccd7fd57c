package demo

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"context"
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/valetkey/valetkey/infra/local/stack"
)

// look searches everything that a thief could read, or anybody be sent, for every
// secret of the stories: answers, the table, its stream, the bus, mails and all
// that was written to disk (promise 1). It answers what it found, and how many
// places it looked at.
func (e *evidence) look(ctx context.Context, s *stack.Stack) (found []string, looked map[string]int, err error) {
	e.mu.Lock()
	heard := slices.Clone(e.heard)
	needles := e.needles()
	for _, w := range e.weak {
		found = append(found, "a secret that nobody would recognize is typed: "+w)
	}
	e.mu.Unlock()
	looked = map[string]int{"secrets": len(e.secrets), "answers": len(heard)}
	search := func(kind string, all []leaf, err error) error {
		looked[kind] = len(all)
		for _, l := range all {
			if n := needles.in(l.data, 0); n != "" {
				found = append(found, fmt.Sprintf("%s holds what was typed at %s", l.where, n))
			}
		}
		return err
	}
	_ = search("answers", heard, nil)
	for kind, read := range map[string]func(context.Context, *stack.Stack) ([]leaf, error){
		"items": itemsOf, "stream records": streamOf, "events": eventsOf, "mails": mailsOf, "files": filesOf,
	} {
		all, err := read(ctx, s)
		if err := search(kind, all, err); err != nil {
			return found, looked, fmt.Errorf("%s: %w", kind, err)
		}
	}
	slices.Sort(found)
	return slices.Compact(found), looked, nil
}

// needles are the forms of each secret that are looked for, by where it was typed.
type needles map[string][][]byte

func (e *evidence) needles() needles {
	out := needles{}
	for text, where := range e.secrets {
		out[where+fmt.Sprintf(" (%d characters)", len(text))] = append(out[where+fmt.Sprintf(" (%d characters)", len(text))], forms(text)...)
	}
	return out
}

// forms are what a text looks like where it is written: as it is, as JSON, HTML and
// addresses have it, in hex, and in base64 wherever it begins there.
func forms(text string) [][]byte {
	quoted, _ := json.Marshal(text) // a string always marshals
	out := []string{
		text, strings.Trim(string(quoted), `"`), html.EscapeString(text), url.QueryEscape(text), url.PathEscape(text),
		hex.EncodeToString([]byte(text)), strings.ToUpper(hex.EncodeToString([]byte(text))), fmt.Sprint([]byte(text)),
	}
	for _, enc := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
		for shift := range 3 { // what stands before it moves it by as many bytes
			whole := enc.EncodeToString(append(make([]byte, shift), text...))
			from, to := (shift*8+5)/6, len(whole)
			if (shift+len(text))%3 != 0 {
				to-- // the last one depends on what stands behind it
			}
			out = append(out, whole[from:to])
		}
	}
	if seed, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(text); err == nil {
		out = append(out, string(seed)) // a seed as bytes
	}
	slices.Sort(out)
	var all [][]byte
	for _, f := range slices.Compact(out) {
		all = append(all, []byte(f))
	}
	return all
}

// depth is how many times something is unpacked: base64 of gzip of JSON, say.
const depth = 3

// in is where a secret was typed that is in data, as it is or unpacked; "" for none.
func (n needles) in(data []byte, deep int) string {
	for where, all := range n {
		if slices.ContainsFunc(all, func(f []byte) bool { return bytes.Contains(data, f) }) {
			return where
		}
	}
	if deep == depth {
		return ""
	}
	for _, inner := range unpacked(data) {
		if where := n.in(inner, deep+1); where != "" {
			return where
		}
	}
	return ""
}

// unpacked is what data says when it is decoded or decompressed.
func unpacked(data []byte) (out [][]byte) {
	const long = 16 // shorter ones hold nothing that is looked for
	for _, text := range stringsIn(data) {
		if len(text) >= long {
			out = append(out, []byte(text))
		}
	}
	if text := strings.TrimRight(string(data), "="); len(text) >= long && len(text) < 1<<20 {
		for _, enc := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
			if raw, err := enc.DecodeString(text); err == nil {
				out = append(out, raw)
			}
		}
	}
	for _, open := range []func(io.Reader) (io.ReadCloser, error){
		func(r io.Reader) (io.ReadCloser, error) { return gzip.NewReader(r) }, zlib.NewReader,
	} {
		if r, err := open(bytes.NewReader(data)); err == nil {
			raw, _ := io.ReadAll(io.LimitReader(r, 1<<20)) // as far as it goes
			out = append(out, raw)
		}
	}
	return out
}

func itemsOf(ctx context.Context, s *stack.Stack) (all []leaf, err error) {
	pages := dynamodb.NewScanPaginator(s.DB(), &dynamodb.ScanInput{TableName: aws.String(stack.Table), ConsistentRead: aws.Bool(true)})
	for pages.HasMorePages() {
		p, err := pages.NextPage(ctx)
		if err != nil {
			return nil, err
		}
		for _, item := range p.Items {
			pk, _ := item["PK"].(*types.AttributeValueMemberS)
			kind, _, _ := strings.Cut(pk.Value, "#")
			for name, v := range item {
				for _, data := range valuesIn(v) {
					all = append(all, leaf{"the table, in " + name + " of an item of " + kind, data})
				}
				all = append(all, leaf{"the table, in the name of an attribute of " + kind, []byte(name)})
			}
		}
	}
	return all, nil
}

// valuesIn is everything in an attribute, however deep.
func valuesIn(v types.AttributeValue) (out [][]byte) {
	switch v := v.(type) {
	case *types.AttributeValueMemberS:
		return [][]byte{[]byte(v.Value)}
	case *types.AttributeValueMemberN:
		return [][]byte{[]byte(v.Value)}
	case *types.AttributeValueMemberB:
		return [][]byte{v.Value}
	case *types.AttributeValueMemberSS:
		for _, x := range v.Value {
			out = append(out, []byte(x))
		}
	case *types.AttributeValueMemberBS:
		return v.Value
	case *types.AttributeValueMemberL:
		for _, x := range v.Value {
			out = append(out, valuesIn(x)...)
		}
	case *types.AttributeValueMemberM:
		for name, x := range v.Value {
			out = append(append(out, []byte(name)), valuesIn(x)...)
		}
	}
	return out
}

func streamOf(ctx context.Context, s *stack.Stack) (all []leaf, err error) {
	records, err := s.Stream().Everything(ctx)
	for _, r := range records {
		all = append(all, leaf{"a record of the stream", r})
	}
	return all, err
}

func eventsOf(_ context.Context, s *stack.Stack) (all []leaf, err error) {
	for _, e := range s.Bus().Events() {
		raw, err := json.Marshal(e)
		if err != nil {
			return nil, err
		}
		all = append(all, leaf{"an event " + e.Type, raw})
	}
	return all, nil
}

func mailsOf(ctx context.Context, s *stack.Stack) (all []leaf, err error) {
	mails, err := s.Mailbox().Mails(ctx, "")
	for _, m := range mails {
		raw, err := json.Marshal(m)
		if err != nil {
			return nil, err
		}
		all = append(all, leaf{fmt.Sprintf("the mail %q", m.Subject), raw}, leaf{fmt.Sprintf("the mail %q", m.Subject), []byte(m.Text + "\n" + m.HTML)})
	}
	return all, err
}

// filesOf are the logs of every function and part, and what else is on disk.
func filesOf(_ context.Context, s *stack.Stack) (all []leaf, err error) {
	err = filepath.WalkDir(s.Dir(), func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		raw, err := os.ReadFile(path)
		all = append(all, leaf{"the file " + d.Name(), raw})
		return err
	})
	return all, err
}
