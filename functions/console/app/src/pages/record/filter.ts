import { useMemo } from 'react';
import { useSearchParams } from 'wouter';

/** Which lines of a record are shown. Person and thing do not go together. */
export type Filter = { person: string; thing: string; action: string; from: string; to: string; name: string };

const names = ['person', 'thing', 'action', 'from', 'to', 'name'] as const;

/** What the address says is shown: it can be sent to a colleague, and going back finds it again. name is what the thing is called. */
export function useFilter() {
  const [params, setParams] = useSearchParams();
  const filter = useMemo(() => Object.fromEntries(names.map((n) => [n, params.get(n) ?? ''])) as Filter, [params]);
  const set = (change: Partial<Filter>) =>
    setParams((was) => new URLSearchParams(names.flatMap((n) => {
      const value = change[n] ?? was.get(n) ?? '';
      return value ? [[n, value]] : [];
    })), { replace: true });
  return { filter, set };
}

/** The kinds of acts that can be chosen: a whole noun, or one act. */
export const kinds = [
  { group: 'All', items: [{ value: '', label: 'Everything' }, { value: 'request.refused', label: 'What was refused' }] },
  { group: 'Secrets', items: [
    { value: 'credential.', label: 'Credentials: all' },
    { value: 'credential.launched', label: 'Credentials: signed in with' },
    { value: 'credential.revealed', label: 'Credentials: viewed' },
    { value: 'credential.coded', label: 'Credentials: sign-in codes' },
    { value: 'credential.exported', label: 'Credentials: exported' },
    { value: 'credential.changed', label: 'Credentials: changed' },
    { value: 'import.', label: 'Imports' },
    { value: 'lock.', label: 'Organization key' },
  ] },
  { group: 'Access', items: [
    { value: 'access.', label: 'Requests and periods: all' },
    { value: 'access.opened', label: 'Access opened' },
    { value: 'access.broke_glass', label: 'The glass was broken' },
    { value: 'policy.', label: 'Policies' },
    { value: 'resource.', label: 'Apps and who is on them' },
    { value: 'gate.', label: 'Gates' },
    { value: 'consent.', label: 'Admin access to logins' },
  ] },
  { group: 'Others', items: [
    { value: 'share.', label: 'Shares' },
    { value: 'delegation.', label: 'Access asked of owners, and lent' },
    { value: 'site.', label: 'Sites and provider' },
    { value: 'webhook.', label: 'Webhooks' },
  ] },
  { group: 'People', items: [
    { value: 'member.', label: 'Members' },
    { value: 'group.', label: 'Groups' },
    { value: 'folder.', label: 'Folders' },
    { value: 'organization.', label: 'The organization' },
    { value: 'mail.', label: 'Mail that came back' },
  ] },
];

const whole = (date: string) => /^\d{4}-\d{2}-\d{2}$/.test(date);

/** The first instant of a whole day, or of one so many days later. */
function dawn(date: string, later: number) {
  const [y, m, d] = date.split('-').map(Number);
  return new Date(y ?? Number.NaN, (m ?? Number.NaN) - 1, (d ?? Number.NaN) + later).toISOString();
}

/** A filter as the service asks for it: days are the viewer's, from the first instant of one to the last of the other. */
export function queryOf({ person, thing, action, from, to }: Filter) {
  return {
    ...(person && { person }),
    ...(thing && { thing }),
    ...(action && { action }),
    ...(whole(from) && { from: dawn(from, 0) }),
    ...(whole(to) && { to: dawn(to, 1) }),
  };
}
