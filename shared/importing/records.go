package importing

import (
	"strconv"
	"strings"
	"time"

	"github.com/valetkey/valetkey/shared/id"
)

// Bounds of an import.
const (
	MaxRows    = 100_000 // of one import
	PageRows   = 200     // of one page
	MaxColumns = 200
)

// Import is a file that is brought in: what its columns become and where its rows
// go. It is written when it begins and when it is undone, and checked by every row.
type Import struct {
	Organization id.Organization `json:"organization"`
	ID           id.Import       `json:"id"`
	Name         string          `json:"name"` // of the file
	Format       Format          `json:"format"`
	Separator    string          `json:"separator"`
	Columns      []Column        `json:"columns"` // in the file's order
	Folder       id.Folder       `json:"folder"`
	FolderName   string          `json:"folderName"` // as it was made
	At           time.Time       `json:"at"`
	Person       id.Person       `json:"person"`
	By           string          `json:"by"` // the person's name
	Undone       *time.Time      `json:"undone,omitempty"`
	UndoneBy     string          `json:"undoneBy,omitempty"`
	Version      int             `json:"version"`
}

// Column is one column of the file and what it becomes.
type Column struct {
	Name  string `json:"name"`
	Field Field  `json:"field"`
}

// Credential is the id that a row's credential has.
func (im Import) Credential(row int) id.Credential {
	return id.New[id.Credential](im.At, string(im.ID), row)
}

// FolderOf is the id of one of the import's folders: in a client's folder or at the
// top, by the names on the way down.
func (im Import) FolderOf(of id.Client, names []string) id.Folder {
	var b strings.Builder
	b.WriteString(string(im.ID) + "\n" + string(of))
	for _, n := range names {
		b.WriteString("\n" + strconv.Itoa(len(n)) + " " + n)
	}
	return id.New[id.Folder](im.At, b.String(), 0)
}

// What became of a row, as a tally keeps it.
const (
	unseen    = '.'
	begun     = 'b' // a page with it arrived, and did not come to its end
	made      = 'm'
	duplicate = 'd'
	refused   = 'r'
)

// Tally is what became of two hundred rows. It is written before their page is
// made, so that none is made that is not tallied, and after.
type Tally struct {
	Organization id.Organization `json:"organization"`
	Import       id.Import       `json:"import"`
	Block        int             `json:"block"` // from 0: rows 1 to 200
	Rows         string          `json:"rows"`  // a letter for each
	Problems     []Problem       `json:"problems,omitempty"`
	Version      int             `json:"version"`
}

// Problem is why a row was not made.
type Problem struct {
	Row   int           `json:"row"`
	Field string        `json:"field,omitempty"`
	Why   string        `json:"why"`
	Of    id.Credential `json:"of,omitempty"` // what it is a duplicate of
}

// Seen is the version at which the record was read; 0 for new.
func (r Import) Seen() int { return r.Version }
func (r Tally) Seen() int  { return r.Version }
