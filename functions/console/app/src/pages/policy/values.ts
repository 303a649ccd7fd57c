import type { Policy } from '../../parts/access-words';
import { firstLength, longestEver, offered, secondsOf, wrongLength, type LengthValues } from '../../parts/length';

export type PolicyValues = LengthValues & {
  kind: string; // "", "standing", "locks" or "jit"
  days: string; // without use, after which it locks itself; or "own"
  own: string;
  opens: string; // "reason" or "people"
  needs: string;
  reason: boolean;
  waits: string; // seconds until a request lapses
  glass: boolean;
  rotate: boolean;
};

/** Days without use that are offered. */
export const usualDays = ['1', '7', '30', '60', '90'];

const aDay = 86_400;
const daysOf = (v: PolicyValues) => Number(v.days === 'own' ? v.own : v.days);

/** What the form shows of a policy; where none was told, no kind is chosen. */
export function valuesOf(told?: Policy): PolicyValues {
  const p = told ?? {};
  const days = String(p.lockAfter ?? 30);
  const longest = p.longest ?? 8 * 3_600;
  const usual = offered(longestEver).includes(longest);
  return {
    ...(usual ? firstLength(longest) : { length: 'own', amount: String(longest / 60), unit: '60' }),
    kind: !told ? '' : p.justInTime ? 'jit' : p.lockAfter ? 'locks' : 'standing',
    days: usualDays.includes(days) ? days : 'own',
    own: days,
    opens: p.automatic ? 'reason' : 'people',
    needs: String(p.needs ?? 1),
    reason: p.reason ?? false,
    waits: String(p.waits ?? aDay),
    glass: p.breakGlass ?? false,
    rotate: p.rotateAfterUse ?? false,
  };
}

/** The policy that the form says; what does not belong to its kind is left out. */
export function policyOf(v: PolicyValues): Policy {
  const rotate = v.rotate ? { rotateAfterUse: true } : {};
  if (v.kind === 'standing') return rotate;
  const asked = { ...(v.opens === 'reason' ? { automatic: true } : { needs: Number(v.needs), ...(v.reason && { reason: true }) }), ...(Number(v.waits) !== aDay && v.opens === 'people' && { waits: Number(v.waits) }) };
  if (v.kind === 'locks') return { lockAfter: daysOf(v), ...asked, ...rotate };
  return { justInTime: true, longest: secondsOf(v), ...asked, ...(v.glass && { breakGlass: true }), ...rotate };
}

/** What is wrong with the form, by field. */
export function wrongPolicy(v: PolicyValues) {
  const days = daysOf(v);
  return {
    amount: v.kind === 'jit' ? wrongLength(v, longestEver) : undefined,
    own: v.kind === 'locks' && !(Number.isInteger(days) && days >= 1 && days <= 365) ? '1 to 365 days.' : undefined,
  };
}
