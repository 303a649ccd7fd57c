// Package importing decides what becomes of the rows of a CSV file that another
// password manager, or a spreadsheet, wrote (rule C13).
//
// An import begins with the file's header: it says what each column becomes, and
// makes a folder for admins only (rule F3). It keeps no secret. Then come pages of
// rows as they are in the file. Each row is whole or absent:
//
//	new        it becomes a credential, whose id is made of the import's and the row's number
//	there      that credential is there already, and is like it: the page was sent before
//	duplicate  a credential that the importing admin sees has its name, username and host
//	refused    it cannot be kept as it is, or another row came under its number before;
//	           the answer says which field and why
//
// So a page that is sent again, after a kill or from two windows at once, makes
// nothing twice. A tally of every two hundred rows says how far the import is. To
// undo it takes away what it made and nobody has touched since.
//
// A value that does not fit its field and is worth keeping goes into the secret
// notes, and the row says so: an address that no browser may be sent to, a set-up
// key that is none. What a row says of its secret is in no answer, record or tally;
// of a refused row nothing is, because its columns may be shifted.
//
// It reads no file and stores nothing; how a row finds its folder and whether a
// credential like it is there is for whoever asks the table.
package importing
