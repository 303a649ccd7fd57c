import type { Schemas } from '../../api/client';

export type Is = Schemas['ImportColumn']['is'];

/** What a column can become, in words. */
export const becomes: { value: Is; label: string }[] = [
  { value: 'ignored', label: 'Left out' },
  { value: 'name', label: 'Name' },
  { value: 'username', label: 'Username' },
  { value: 'secret', label: 'Password' },
  { value: 'url', label: 'Address' },
  { value: 'seed', label: 'Set-up key for sign-in codes' },
  { value: 'notes', label: 'Notes' },
  { value: 'extra', label: 'A line of the notes' },
  { value: 'type', label: 'Type' },
  { value: 'tags', label: 'Tags' },
  { value: 'folder', label: 'Folder' },
  { value: 'client', label: 'Client' },
];

const several: Is[] = ['tags', 'extra', 'ignored'];

// What managers call their columns, without case, blanks and marks.
const names: Partial<Record<Is, string>> = {
  name: 'name title account credentialname description label',
  username: 'username loginusername loginname login user email mail useremail',
  secret: 'password loginpassword pass secret passwd kennwort',
  url: 'url urls loginuri uri website site link address web',
  seed: 'totp logintotp otpauth seed totpsecret otp twofactor',
  notes: 'notes note comments comment extra remarks',
  type: 'type credential credentialtype category',
  tags: 'tags labels',
  folder: 'folder collections group grouping',
  client: 'client clientname customer company',
  extra: 'fields resource',
};
const known = new Map(Object.entries(names).flatMap(([is, all]) => all.split(' ').map((n) => [n, is as Is])));

const plain = (name: string) => name.split('(')[0]!.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** What the columns of a file probably become. LastPass calls its notes extra and its folders grouping; nobody else has either. */
export function guess(header: string[]): Is[] {
  const out: Is[] = [];
  for (const h of header) {
    const is = known.get(plain(h)) ?? 'ignored';
    out.push(out.includes(is) && !several.includes(is) ? 'extra' : is); // like a description beside a name
  }
  return out;
}

/** What is wrong with the columns, if anything. */
export function wrongColumns(all: Is[]) {
  const twice = becomes.find((b) => !several.includes(b.value) && all.filter((is) => is === b.value).length > 1);
  if (twice) return `Two columns are the ${twice.label.toLowerCase()}: only one can be.`;
  if (!all.some((is) => is === 'name' || is === 'url' || is === 'username')) return 'No column is the name, the address or the username: nothing would have a name.';
  return undefined;
}
