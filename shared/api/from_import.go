package api

import "github.com/valetkey/valetkey/shared/importing"

// ImportFrom is an import as admins and auditors see it.
func ImportFrom(im importing.Import) Import {
	out := Import{
		ID: im.ID, Name: im.Name, Format: string(im.Format), Separator: im.Separator, Columns: []ImportColumn{}, Folder: im.Folder,
		FolderName: im.FolderName, At: im.At, By: im.By, Undone: im.Undone, UndoneBy: im.UndoneBy,
	}
	for _, c := range im.Columns {
		out.Columns = append(out.Columns, ImportColumn{Column: c.Name, Is: string(c.Field)})
	}
	return out
}

// HeaderOf is a file's header as the rules take it.
func HeaderOf(in ImportCreate) importing.Header {
	out := importing.Header{Names: in.Header, Format: importing.Format(in.Format)}
	for _, c := range in.Columns {
		out.Columns = append(out.Columns, importing.Column{Name: c.Column, Field: importing.Field(c.Is)})
	}
	return out
}

// problems is how many rows that were not made are answered at most.
const problems = 1000

// ImportProgressFrom is how far an import is.
func ImportProgressFrom(im importing.Import, p importing.Progress) ImportProgress {
	out := ImportProgress{
		Import: ImportFrom(im), Seen: p.Seen, Made: p.Made, Duplicates: p.Duplicates, Refused: p.Refused, NextRow: p.Next, Problems: []ImportProblem{},
	}
	for _, x := range p.Problems[:min(len(p.Problems), problems)] {
		out.Problems = append(out.Problems, ImportProblem(x))
	}
	return out
}

// ImportRowsFrom is what became of rows; next is the first that was not dealt with.
func ImportRowsFrom(rows []importing.Judged, next int) ImportRows {
	out := ImportRows{Rows: []ImportRow{}, Next: next}
	for _, j := range rows {
		out.Rows = append(out.Rows, ImportRow{
			Row: j.Row.Number, Outcome: string(j.Outcome), Credential: j.ID, Name: j.Name, OfRow: j.Twin,
			Field: j.Row.Field, Why: j.Row.Why, Said: j.Row.Said,
		})
	}
	return out
}
