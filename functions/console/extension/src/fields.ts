import { inputs, open } from './seen';

/** The fields of a login form that are there now. */
export type Fields = { username?: HTMLInputElement; password?: HTMLInputElement; code: HTMLInputElement[] };

const texts = new Set(['text', 'email', 'tel', 'url', 'number']);
const named = {
  username: /user|login|log.?on|e-?mail|account|ident|kennung|benutzer|nickname|^(id|name|uid)$/i,
  code: /otp|2fa|mfa|two.?factor|one.?time|verif\w*.?code|(auth\w*|security|sign.?in|login|sms|pass).?code|^(code|pin|token)$/i,
  never: /search|query|captcha|coupon|newsletter|^q$/i,
};

/** Finds them. What nobody sees is none. */
export function find(): Fields {
  const all = inputs();
  const looks = new Map<HTMLInputElement, boolean>();
  const shown = (e: HTMLInputElement) => looks.get(e) ?? (looks.set(e, open(e)), looks.get(e)!);
  const password = passwordOf(all, shown);
  const code = codeOf(all.filter((e) => e !== password), shown);
  const username = usernameOf(all.filter((e) => e !== password && !code.includes(e)), password, shown);
  return { ...(username && { username }), ...(password && { password }), code };
}

type Shown = (e: HTMLInputElement) => boolean;

/** The one for today's password. Where a new one is chosen there is none, unless the page says which. */
function passwordOf(all: HTMLInputElement[], shown: Shown) {
  const some = all.filter((e) => !says(e, 'one-time-code') && (e.type === 'password' || says(e, 'current-password')) && shown(e));
  const current = some.find((e) => says(e, 'current-password'));
  if (current) return current;
  const plain = some.filter((e) => !says(e, 'new-password') && !isCode(e));
  return plain.find((e) => plain.filter((other) => other.form === e.form).length === 1);
}

/** The one before the password, or the one that calls itself so. */
function usernameOf(all: HTMLInputElement[], password: HTMLInputElement | undefined, shown: Shown) {
  const some = all.filter((e) => texts.has(e.type) && !isCode(e) && (says(e, 'username') || says(e, 'email') || !matches(e, named.never)));
  const beside = password ? some.filter((e) => e.form === password.form && before(e, password)) : some;
  const sure = beside.find((e) => (says(e, 'username') || says(e, 'webauthn')) && shown(e));
  if (sure) return sure;
  const likely = beside.filter((e) => e.type === 'email' || says(e, 'email') || matches(e, named.username));
  return likely.findLast(shown) ?? (password ? beside.findLast(shown) : undefined);
}

/** The field for a code, or the fields, where each takes a single sign. */
function codeOf(all: HTMLInputElement[], shown: Shown): HTMLInputElement[] {
  const some = all.filter((e) => (texts.has(e.type) || e.type === 'password') && isCode(e) && shown(e));
  const first = some[0];
  if (!first) return [];
  if (first.maxLength !== 1) return [first];
  const row = all.filter((e) => e.maxLength === 1 && e.form === first.form && (texts.has(e.type) || e.type === 'password') && shown(e));
  return row.length >= 4 ? row : [];
}

const isCode = (e: HTMLInputElement) => says(e, 'one-time-code') || (!says(e, 'username') && !says(e, 'current-password') && !says(e, 'new-password') && matches(e, named.code));
const says = (e: HTMLInputElement, what: string) => e.autocomplete.split(/\s+/).includes(what) || (e.getAttribute('autocomplete') ?? '').toLowerCase().split(/\s+/).includes(what);
const matches = (e: HTMLInputElement, what: RegExp) => [e.name, e.id, e.placeholder, e.getAttribute('aria-label') ?? ''].some((text) => what.test(text));
const before = (e: Node, other: Node) => Boolean(e.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) || e.getRootNode() !== other.getRootNode();
