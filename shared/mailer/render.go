package mailer

import (
	"bytes"
	"fmt"
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"
)

// Letters are built node by node, not from templates: every text is escaped
// where it is put in, and template packages would keep the linker from dropping
// what a function never calls (4 MB of it).

// text is the letter for those who read plain text.
func (l Letter) text() string {
	var b strings.Builder
	part := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	part("%s\n", l.Heading)
	for _, f := range l.Facts {
		part("%s: %s", f.Name, f.Value)
	}
	if len(l.Facts) > 0 {
		part("")
	}
	if l.Quote != "" {
		part("They wrote:\n> %s\n", strings.ReplaceAll(l.Quote, "\n", "\n> "))
	}
	for _, line := range l.Lines {
		part("%s\n", line)
	}
	if l.Code != "" {
		part("    %s\n", l.Code)
	}
	if l.Button != "" {
		part("%s: %s\n", l.Button, l.Link)
	}
	for _, line := range l.Small {
		part("%s\n", line)
	}
	if l.Manage.Value != "" {
		part("%s: %s\n", l.Manage.Name, l.Manage.Value)
	}
	part("--\nValetkey. %s", closing)
	return b.String()
}

const closing = "Nobody here will ever ask you for a password by mail."

// The styles of a letter: inline, because mail clients drop the rest.
const (
	bodyStyle   = "margin:0;padding:0;background:#f3f5f7;color:#1c2730;font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
	cardStyle   = "max-width:560px;background:#ffffff;border-radius:12px;border:1px solid #dfe5ea"
	brandStyle  = "padding:24px 28px 0;font-size:14px;font-weight:700;letter-spacing:.04em;color:#0b6e5f"
	titleStyle  = "margin:0;font-size:22px;line-height:1.3;color:#12202a"
	nameStyle   = "padding:9px 12px 9px 0;border-bottom:1px solid #e6ebef;color:#51626f;font-size:14px;line-height:1.4;width:30%;vertical-align:top"
	valueStyle  = "padding:9px 0;border-bottom:1px solid #e6ebef;font-size:15px;line-height:1.4;word-break:break-word"
	saidStyle   = "font-size:13px;color:#51626f;padding-bottom:6px"
	quoteStyle  = "border-left:3px solid #9fb3c0;padding:2px 0 2px 14px;font-size:15px;line-height:1.5;white-space:pre-wrap;word-break:break-word"
	lineStyle   = "padding:16px 28px 0;font-size:15px;line-height:1.55"
	codeStyle   = "display:inline-block;padding:14px 22px;border-radius:8px;background:#eef3f1;font-family:ui-monospace,Menlo,Consolas,monospace;font-size:26px;letter-spacing:.12em"
	buttonStyle = "display:inline-block;padding:13px 26px;border-radius:8px;background:#0b6e5f;color:#ffffff;font-size:16px;font-weight:600;text-decoration:none"
	smallStyle  = "padding:16px 28px 0;font-size:13px;line-height:1.5;color:#51626f"
	closeStyle  = "padding:22px 28px 24px;font-size:12px;color:#51626f"
)

// dark is for the clients that know of it; the inline styles are light. Its
// classes stand for what has a colour of its own.
const dark = `@media (prefers-color-scheme: dark) {
.page { background: #10181d !important }
.card { background: #1a252c !important; border-color: #33434d !important; color: #e4ebef !important }
.card h1 { color: #f3f7f9 !important }
.card .dim { color: #a3b4bf !important }
.card td, .card table { border-color: #33434d !important }
.card .brand { color: #5fd0bb !important }
.card .code { background: #26343c !important }
.card .button { background: #2a9d89 !important; color: #06211c !important }
}`

// html is the letter for everybody else.
func (l Letter) html() (string, error) {
	rows := []g.Node{
		h.Tr(h.Td(h.Class("brand"), h.Style(brandStyle), g.Text("VALETKEY"))),
		row("padding:12px 28px 0", h.H1(h.Style(titleStyle), g.Text(l.Heading))),
	}
	if len(l.Facts) > 0 {
		rows = append(rows, row("padding:18px 28px 0", table("facts", "border-top:1px solid #e6ebef", g.Map(l.Facts, func(f Fact) g.Node {
			return h.Tr(h.Td(h.Class("dim"), h.Style(nameStyle), g.Text(f.Name)), h.Td(h.Style(valueStyle), g.Text(f.Value)))
		})...)))
	}
	if l.Quote != "" {
		rows = append(rows, row("padding:18px 28px 0",
			h.Div(h.Class("dim"), h.Style(saidStyle), g.Text("They wrote:")), h.Div(h.Style(quoteStyle), g.Text(l.Quote))))
	}
	for _, line := range l.Lines {
		rows = append(rows, row(lineStyle, g.Text(line)))
	}
	if l.Code != "" {
		rows = append(rows, row("padding:20px 28px 0", h.Div(h.Class("code"), h.Style(codeStyle), g.Text(l.Code))))
	}
	if l.Button != "" {
		rows = append(rows, row("padding:24px 28px 0", h.A(h.Class("button"), h.Href(l.Link), h.Style(buttonStyle), g.Text(l.Button))))
	}
	for _, line := range l.Small {
		rows = append(rows, h.Tr(h.Td(h.Class("dim"), h.Style(smallStyle), g.Text(line))))
	}
	if l.Manage.Value != "" {
		rows = append(rows, h.Tr(h.Td(h.Class("dim"), h.Style(smallStyle), h.A(h.Class("dim"), h.Style("color:#51626f"), h.Href(l.Manage.Value), g.Text(l.Manage.Name)))))
	}
	rows = append(rows, h.Tr(h.Td(h.Class("dim"), h.Style(closeStyle), g.Text(closing))))
	page := h.Doctype(h.HTML(h.Lang("en"),
		h.Head(
			h.Meta(h.Charset("utf-8")),
			h.Meta(h.Name("viewport"), h.Content("width=device-width, initial-scale=1")),
			h.Meta(h.Name("color-scheme"), h.Content("light dark")),
			h.TitleEl(g.Text(l.Subject)),
			h.StyleEl(g.Raw(dark)),
		),
		h.Body(h.Class("page"), h.Style(bodyStyle), table("page", "background:#f3f5f7",
			h.Tr(h.Td(g.Attr("align", "center"), h.Style("padding:24px 12px"), table("card", cardStyle, rows...))))),
	))
	var out bytes.Buffer
	err := page.Render(&out)
	return out.String(), err
}

func row(style string, inside ...g.Node) g.Node {
	return h.Tr(h.Td(h.Style(style), g.Group(inside)))
}

// table is a table for layout: what mail clients understand.
func table(class, style string, rows ...g.Node) g.Node {
	return h.Table(h.Class(class), g.Attr("role", "presentation"), h.Width("100%"), g.Attr("cellpadding", "0"),
		g.Attr("cellspacing", "0"), h.Style(style), g.Group(rows))
}
