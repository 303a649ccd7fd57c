// Answers about the organization key.
import { ago } from './answers.mjs';

export const none = { set: false, unlocked: false };
export const locked = { set: true, since: ago(40), by: 'Dana Reyes', unlocked: false };
export const unlocked = { ...locked, unlocked: true, until: ago(0, -9) };
export const replaced = { ...unlocked, resealing: ago(0, 2) };
export const code = 'K7QWF-3MZPA-YX2HB-LE4RD-TS6VUN';
export const shown = { lock: unlocked, code };
export const isLocked = { problem: 403, kind: 'organization-locked', wire: { detail: 'The organization is locked: unlock it with its organization key first.' } };
export const wrong = (field, what) => ({ problem: 400, wire: { detail: 'The request is not valid.', fields: [{ name: `body.${field}`, reason: `is not ${what}` }] } });
export const tooMany = { problem: 429, kind: 'too-many', headers: { 'retry-after': '600' }, wire: { detail: 'Too many wrong organization keys were typed. Try again later.' } };
export const weighed = [{ lost: 90, lent: 1, received: 0, next: 'more' }, { lost: 22, lent: 2, received: 1 }];
