package api

import (
	"time"

	"github.com/valetkey/valetkey/shared/id"
	"github.com/valetkey/valetkey/shared/secret"
)

// ImportCreate begins an import.
type ImportCreate struct {
	Organization id.Organization `json:"-" path:"organization"`
	Name         string          `json:"name" minLength:"1" maxLength:"120" doc:"Of the file."`
	Format       string          `json:"format,omitempty" enum:"bitwarden,1password,keepass,keepassxc,lastpass,chrome,passportal,valetkey,columns" doc:"Who wrote the file; columns: any, as columns says. Absent: as the header looks."`
	Separator    string          `json:"separator,omitempty" maxLength:"1" doc:"What stands between two cells: a comma, a semicolon or a tab; absent: a comma."`
	Header       []string        `json:"header" minItems:"1" maxItems:"200" maxLength:"200" doc:"The file's first line, taken apart."`
	Columns      []ImportColumn  `json:"columns,omitempty" maxItems:"200" doc:"What columns become that the format does not know, or says otherwise."`
}

// ImportColumn is what a column of the file becomes.
type ImportColumn struct {
	Column string `json:"column" maxLength:"200"`
	Is     string `json:"is" enum:"name,username,secret,url,notes,seed,type,tags,folder,client,extra,ignored" doc:"extra: a line of the notes, under the column's name."`
}

// Import is a file that is brought in.
type Import struct {
	ID         id.Import      `json:"id"`
	Name       string         `json:"name"`
	Format     string         `json:"format"`
	Separator  string         `json:"separator"`
	Columns    []ImportColumn `json:"columns" doc:"Every column of the file and what it becomes."`
	Folder     id.Folder      `json:"folder" doc:"Where its rows go: for admins only."`
	FolderName string         `json:"folderName"`
	At         time.Time      `json:"at"`
	By         string         `json:"by"`
	Undone     *time.Time     `json:"undone,omitempty"`
	UndoneBy   string         `json:"undoneBy,omitempty"`
}

// ImportList lists imports.
type ImportList struct {
	Organization id.Organization `json:"-" path:"organization"`
	Page
}

// Imports is a page of imports.
type Imports struct {
	Items []Import `json:"items"`
	Next  string   `json:"next,omitempty"`
}

// ImportSee asks how far an import is.
type ImportSee struct {
	Organization id.Organization `json:"-" path:"organization"`
	Import       id.Import       `json:"-" path:"import"`
}

// ImportProgress is how far an import is.
type ImportProgress struct {
	Import
	Seen       int             `json:"seen" doc:"Rows that arrived."`
	Made       int             `json:"made"`
	Duplicates int             `json:"duplicates"`
	Refused    int             `json:"refused"`
	NextRow    int             `json:"nextRow" doc:"The first row of which nothing is known: where to go on."`
	Problems   []ImportProblem `json:"problems" doc:"The rows that were not made, at most 1,000 of them."`
}

// ImportProblem is a row that was not made.
type ImportProblem struct {
	Row   int           `json:"row"`
	Field string        `json:"field,omitempty"`
	Why   string        `json:"why"`
	Of    id.Credential `json:"of,omitempty" doc:"What it is a duplicate of."`
}

// ImportCheck asks what would become of some rows.
type ImportCheck struct {
	Organization id.Organization `json:"-" path:"organization"`
	Import       id.Import       `json:"-" path:"import"`
	First        int             `json:"first" minimum:"1" maximum:"100000" doc:"The number of the first of these rows in the file, from 1 and without the header."`
	CSV          secret.Text     `json:"csv" minLength:"1" maxLength:"100000" doc:"At most 200 whole rows, as they are in the file."`
}

// ImportPage brings some rows in.
type ImportPage struct {
	Organization id.Organization `json:"-" path:"organization"`
	Import       id.Import       `json:"-" path:"import"`
	First        int             `json:"first" minimum:"1" maximum:"100000" doc:"The number of the first of these rows in the file, from 1 and without the header."`
	CSV          secret.Text     `json:"csv" minLength:"1" maxLength:"100000" doc:"At most 200 whole rows, as they are in the file."`
	Duplicates   string          `json:"duplicates,omitempty" enum:"skip,keep" default:"skip" doc:"Whether to make what there is one like already: the same name, username and host."`
}

// ImportRows is what becomes, or became, of some rows.
type ImportRows struct {
	Rows []ImportRow `json:"rows"`
	Next int         `json:"next,omitempty" doc:"Time was up before this row: send the rest, from it on. Absent: all were dealt with."`
}

// ImportRow is what becomes, or became, of one row: never what it says.
type ImportRow struct {
	Row        int           `json:"row"`
	Outcome    string        `json:"outcome" enum:"new,made,there,duplicate,refused"`
	Credential id.Credential `json:"credential,omitempty" doc:"That was made or is there, or that it is a duplicate of."`
	Name       string        `json:"name,omitempty" doc:"Of that one."`
	OfRow      int           `json:"ofRow,omitempty" doc:"The row of this file that it is a duplicate of."`
	Field      string        `json:"field,omitempty" doc:"Which value was refused."`
	Why        string        `json:"why,omitempty" doc:"Why it was."`
	Said       []string      `json:"said,omitempty" doc:"What is kept in another field than the file had it."`
}

// ImportUndo takes back what an import made.
type ImportUndo struct {
	Organization id.Organization `json:"-" path:"organization"`
	Import       id.Import       `json:"-" path:"import"`
	From         string          `json:"from,omitempty" maxLength:"60" doc:"The next of the answer before; absent: from the beginning."`
}

// ImportUndone is what was taken back.
type ImportUndone struct {
	Removed int           `json:"removed"`
	Stay    []ImportStays `json:"stay" doc:"What somebody touched since."`
	Next    string        `json:"next,omitempty" doc:"There is more: send it again, with this as from. Absent: all was taken back, and its folders that are empty with it."`
}

// ImportStays is a credential that stays though its import is undone.
type ImportStays struct {
	Row        int           `json:"row"`
	Credential id.Credential `json:"credential"`
	Name       string        `json:"name"`
	Why        string        `json:"why"`
}
