// Package courier posts to addresses that strangers chose. It refuses those inside
// anybody's network, follows nothing, and waits for nobody long.
package courier
