import { extensionID } from './contract.ts';

// Only the public half was kept: it gives the extension the same id wherever it is loaded from a folder.
export const key = 'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA3lrjchuclWPTIhCtn7C+0CtmEmfuQ2TH8dW27gLuGFgqtEI912nzhhYuP3hOs3pd+TNJjrBsDHqAeGLpdR4Bn5YLLdTTNunS/NJY2sTfDY6zBLW9bxkaj7T/42N8ossqIZZRwUbWbTqlzcibuXcr935myqHBaZdMwDkummGSBUuWVfNVBuO+0aB3dkY8civzHi2TimKYWgW9HWoKilh2QCwnGy409uTpLCSCkua4bISJTQSb1QV47r9FzctIEi3Z7c194wsBkZravDDdmGmXJM0o2lPMvRS/gzaVk0XDQyf0+9WjHIMr1DWLsyYnDZQAWtrrDKeurBdcASDGnJ/8cQIDAQAB';

/** The manifest of an extension for the console at an origin. */
export function manifest(origin: string, version: string) {
  return {
    manifest_version: 3,
    name: 'Valetkey',
    description: 'Fills in the logins that are open to you, where they belong, without showing them.',
    version,
    key,
    minimum_chrome_version: '123',
    icons: { 16: 'icon-16.png', 32: 'icon-32.png', 48: 'icon-48.png', 128: 'icon-128.png' },
    action: { default_popup: 'popup.html', default_title: 'Valetkey' },
    background: { service_worker: 'worker.js', type: 'module' },
    commands: { _execute_action: { suggested_key: { default: 'Alt+Shift+V' } } },
    // A person's click gives the one tab (activeTab), and only then something is run there (scripting).
    permissions: ['activeTab', 'scripting', 'declarativeNetRequestWithHostAccess'],
    host_permissions: [`${origin}/*`],
    // Nobody has these. A person may give one site, in the browser's own words, to have it filled in at once on a launch.
    optional_host_permissions: ['https://*/*', 'http://*/*'],
    externally_connectable: { matches: [`${origin}/*`] },
    declarative_net_request: { rule_resources: [{ id: 'origin', enabled: true, path: 'rules.json' }] },
    content_security_policy: {
      extension_pages: `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src ${origin}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    },
  };
}

/**
 * The API takes a write by cookie from the console's own origin alone. For what this extension itself asks, and for
 * nothing that any page asks, the browser is told to say that origin.
 */
export function rules(origin: string) {
  return [{
    id: 1,
    action: { type: 'modifyHeaders', requestHeaders: [{ header: 'origin', operation: 'set', value: origin }] },
    condition: { initiatorDomains: [extensionID], urlFilter: `|${origin}/api/`, resourceTypes: ['xmlhttprequest'] },
  }];
}
