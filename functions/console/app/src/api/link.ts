// A mailed link carries its token in the fragment, which browsers send to nobody. It is taken out of the address
// before anything else runs, and lives in memory only: a reload forgets it, and the mail still has it.
const taken = { path: '', token: '' };

/** The pages that mailed links open. */
export const linked = ['/confirm', '/invitation', '/request'];

/** To be called first of all. */
export function takeToken() {
  const { pathname, search, hash } = window.location;
  if (hash.length > 1 && linked.includes(pathname)) {
    taken.path = pathname;
    taken.token = hash.slice(1);
    window.history.replaceState(window.history.state, '', pathname + search);
  }
  // A second link pasted into this tab changes the fragment only: start over with it.
  window.addEventListener('hashchange', () => {
    if (window.location.hash.length > 1 && linked.includes(window.location.pathname)) window.location.reload();
  });
}

/** The token of the mailed link that opened this page, or "". */
export function tokenFor(path: string) {
  return taken.path === path ? taken.token : '';
}
