package main

import (
	"crypto/rand"
	"encoding/base64"
	"io/fs"
	"net/http"
	"path"
	"strconv"
	"strings"

	"github.com/aws/aws-lambda-go/events"
)

// nonceMark stands in the built page wherever the answer's nonce goes; the
// build (app/vite.config.ts) puts it there.
const nonceMark = "@@nonce@@"

// unbuilt is the page of a clone that never ran npm.
const unbuilt = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Valetkey</title>` +
	`<p>The web client is not built: <code>make build</code></p></html>`

// encodings are what assets are compressed to at build, best first.
var encodings = []struct{ name, suffix string }{{"br", ".br"}, {"gzip", ".gz"}}

// kinds are the content types of what a build leaves. Lambda has no table of
// its own to ask.
var kinds = map[string]string{
	".css": "text/css; charset=utf-8", ".html": "text/html; charset=utf-8",
	".ico": "image/x-icon", ".js": "text/javascript; charset=utf-8", ".png": "image/png",
	".svg": "image/svg+xml", ".txt": "text/plain; charset=utf-8", ".woff2": "font/woff2", ".zip": "application/zip",
}

// client is the built web client, whole and in memory.
type client struct {
	page  string            // index.html; "" if the client is not built
	files map[string][]byte // by path from the root: "/assets/index-1a2b3c.js"
}

// open reads the built client. It is compiled in, so it cannot fail to be read.
func open(built fs.FS) client {
	c := client{files: map[string][]byte{}}
	err := fs.WalkDir(built, "dist", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := fs.ReadFile(built, name)
		at := strings.TrimPrefix(name, "dist")
		switch {
		case at == "/index.html":
			c.page = string(body)
		case !strings.HasPrefix(path.Base(at), "."):
			c.files[at] = body
		}
		return err
	})
	if err != nil {
		panic("console: the built client cannot be read: " + err.Error())
	}
	return c
}

// serve answers a GET or HEAD: a file if there is one at this path, otherwise
// the page, which finds its own way. A missing asset or download is a 404 and never
// the page: a tab from before a deploy must see that it is old.
func (c client) serve(method, at, accepts string) events.APIGatewayV2HTTPResponse {
	if kind := kinds[path.Ext(at)]; kind != "" && c.files[at] != nil {
		return c.file(method, at, kind, accepts)
	}
	if strings.HasPrefix(at, "/assets/") || path.Ext(at) == ".zip" {
		return reply(method, http.StatusNotFound, "text/plain; charset=utf-8", "There is no such file.\n")
	}
	if c.page == "" {
		return reply(method, http.StatusServiceUnavailable, kinds[".html"], unbuilt)
	}
	nonce := rand.Text()
	r := reply(method, http.StatusOK, kinds[".html"], strings.ReplaceAll(c.page, nonceMark, nonce))
	r.Headers["content-security-policy"] = pagePolicy(nonce)
	return r
}

// file answers with one file, in the best encoding that was built and is taken.
// What is under /assets has its hash in its name, so it may be kept for ever.
func (c client) file(method, at, kind, accepts string) events.APIGatewayV2HTTPResponse {
	r := reply(method, http.StatusOK, kind, "")
	r.Headers["vary"] = "accept-encoding"
	r.Headers["cache-control"] = "public, max-age=3600"
	if strings.HasPrefix(at, "/assets/") {
		r.Headers["cache-control"] = "public, max-age=31536000, immutable"
	}
	body := c.files[at]
	for _, e := range encodings {
		if twin := c.files[at+e.suffix]; twin != nil && takes(accepts, e.name) {
			body = twin
			r.Headers["content-encoding"] = e.name
			break
		}
	}
	if method != http.MethodHead {
		r.Body, r.IsBase64Encoded = base64.StdEncoding.EncodeToString(body), true
	}
	return r
}

// takes reports whether an Accept-Encoding header takes the coding (RFC 9110,
// 12.5.3): named, or meant by *, and not with a weight of zero. Naming decides
// over *.
func takes(accepts, coding string) bool {
	taken := false
	for part := range strings.SplitSeq(accepts, ",") {
		name, weight, weighed := strings.Cut(part, ";")
		name = strings.ToLower(strings.TrimSpace(name))
		if name != coding && name != "*" {
			continue
		}
		yes := true
		if weighed {
			_, q, _ := strings.Cut(weight, "=")
			n, err := strconv.ParseFloat(strings.TrimSpace(q), 64)
			yes = err == nil && n > 0
		}
		if name == coding {
			return yes
		}
		taken = yes
	}
	return taken
}
