/** Which lines of a record are shown. Person and thing do not go together. */
export type Filter = { person: string; thing: string; action: string; from: string; to: string };

export const everything: Filter = { person: '', thing: '', action: '', from: '', to: '' };

/** The kinds of acts that can be chosen: a whole noun, or one act. */
export const kinds = [
  { value: '', label: 'Everything' },
  { value: 'credential.', label: 'Logins: all' },
  { value: 'credential.launched', label: 'Logins: signed in with' },
  { value: 'credential.revealed', label: 'Logins: viewed' },
  { value: 'credential.changed', label: 'Logins: changed' },
  { value: 'delegation.', label: 'Requests and loans' },
  { value: 'resource.', label: 'Apps and who is on them' },
  { value: 'member.', label: 'Members' },
  { value: 'group.', label: 'Groups' },
  { value: 'organization.', label: 'The organization' },
  { value: 'mail.', label: 'Mail that came back' },
  { value: 'request.refused', label: 'What was refused' },
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
