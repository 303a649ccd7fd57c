// What runs inside a page, in a world of its own: the page's scripts neither see it nor can change what it calls. It is
// put there on a person's gesture only, holds nothing between two calls, and never presses a page's button.
import { find } from './fields';

/** What a page asks for now. */
export type Look = { origin: string; username: boolean; password: boolean; code: boolean };
/** What is typed into a page. */
export type Given = { username?: string; password?: string; code?: string };

/** Looks for a login form. An origin is the document's own: that of a sandbox is "null" wherever it came from. */
function look(): Look {
  const { username, password, code } = find();
  return { origin: self.origin, username: Boolean(username), password: Boolean(password), code: code.length > 0 };
}

/** Types what is given into the form as it is now, at this origin alone. Answers what was typed. */
function fill(origin: string, given: Given): (keyof Given)[] {
  if (self.origin !== origin || location.origin !== origin) return [];
  const { username, password, code } = find();
  const done: (keyof Given)[] = [];
  if (username && given.username && type(username, given.username)) done.push('username');
  if (password && given.password && type(password, given.password)) done.push('password');
  if (code.length > 0 && given.code && spread(code, given.code)) done.push('code');
  (code.at(-1) ?? password ?? username)?.focus();
  return done;
}

function spread(fields: HTMLInputElement[], code: string) {
  if (fields.length === 1) return type(fields[0]!, code);
  if (fields.length < code.length) return false;
  return [...code].every((sign, n) => type(fields[n]!, sign));
}

/** Types as a person would be noticed to: what listens for keys, for input or for change hears of it. */
function type(field: HTMLInputElement, text: string) {
  field.focus();
  field.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true }));
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true, inputType: 'insertText' }));
  field.dispatchEvent(new KeyboardEvent('keyup', { bubbles: true }));
  field.dispatchEvent(new Event('change', { bubbles: true }));
  return field.value === text;
}

declare global {
  var valetkey: { look: typeof look; fill: typeof fill };
}
globalThis.valetkey = { look, fill };
