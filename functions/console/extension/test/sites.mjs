// Sites to sign in at, on loopback: what is at which address is a table from path to HTML.
import http from 'node:http';

export const onePage = `<!doctype html><title>One page</title><h1>Sign in</h1><form action="/in" method="post">
  <label>User <input name="user" autocomplete="username"></label><label>Password <input type="password" name="pass"></label><button>Go</button></form>
  <script>const heard = window.heard = []; for (const kind of ['input', 'change', 'submit']) document.addEventListener(kind, (e) => heard.push(kind + ':' + (e.target.name ?? '')), true);</script>`;

export const stepOne = `<!doctype html><title>Step one</title><h1>Who are you?</h1><form action="/two">
  <input type="email" name="identifier" aria-label="Mail"><input type="password" name="decoy" style="position:absolute;left:-9999px" tabindex="-1"><button>Next</button></form>`;
export const stepTwo = `<!doctype html><title>Step two</title><h1>Your password</h1><form action="/in" method="post"><input type="password" name="pass" autocomplete="current-password"><button>Go</button></form>`;

export const code = `<!doctype html><title>Code</title><h1>Your code</h1><form><input name="otp" inputmode="numeric" autocomplete="one-time-code"></form>`;
export const boxes = `<!doctype html><title>Boxes</title><h1>Your code</h1><form>${'<input class="box" name="code" maxlength="1" size="1">'.repeat(6)}</form>`;

/** Starts them: every host that ends in .example leads here. */
export async function startSites(pages) {
  const server = http.createServer((request, response) => {
    const page = pages[new URL(request.url, 'http://x').pathname];
    const { body = page, ...headers } = typeof page === 'object' ? page : {};
    response.writeHead(page === undefined ? 404 : 200, { 'content-type': 'text/html; charset=utf-8', ...headers });
    response.end(body ?? '');
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address();
  return { port, at: (host, path = '/') => `http://${host}:${port}${path}`, origin: (host) => `http://${host}:${port}`, close: () => (server.close(), server.closeAllConnections()) };
}
export const signUp = `<!doctype html><title>New</title><h1>Join</h1><form><input type="email" name="mail"><input type="password" name="new"><input type="password" name="again"></form>`;
