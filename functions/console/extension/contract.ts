// What the console's page and the extension agree on. The page imports this file; it has no code that runs.

/** The extension's id: Chromium makes it from the key in manifest.ts (a test holds the two together). */
export const extensionID = 'lnaajmnjcnlkdgecchljmpeklooagkma';

/** What the page may ask, by chrome.runtime.sendMessage(extensionID, asked). */
export type Asked =
  | { kind: 'hello' }
  | { kind: 'launch'; organization: string; resource?: string; credential: string; name: string };

/**
 * What it is answered. opened: the credential's address is open in a new tab; "at once": it is filled in there as soon
 * as the form is; "on click": once the person presses Valetkey's button on that tab. refused: in the API's words; type
 * is the problem's ("organization-locked", ...).
 */
export type Answered =
  | { kind: 'hello'; version: string }
  | { kind: 'opened'; fills: 'at once' | 'on click'; origin: string }
  | { kind: 'refused'; status: number; type: string; detail: string };
