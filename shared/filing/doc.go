// Package filing decides where credentials are kept: the tree of folders of one
// organization (rules F1 to F3), its clients as places to file (S7), and its list
// of credential types (C8).
//
// A folder may be for groups of members only, or for admins only. Without either
// it is for whom the folder above is for; its own groups narrow that and never
// widen it. The top, which is no folder, is for every member.
//
// Folders point upwards. Whom one is for is computed from all those above it, read
// with it in one snapshot, whenever it matters; Path only says where to look, and
// is held against the folders themselves. So a group taken off a folder is out of
// everything below it at once.
//
// It knows no credential: what a folder's audience may do is access.
package filing
