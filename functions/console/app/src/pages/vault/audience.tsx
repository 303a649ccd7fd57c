import { Checkbox, Input, Stack } from '@mantine/core';
import { Choices } from '../../parts/choices';
import { useGroups } from '../groups/queries';

type Who = { who: string; groups: string };

/** What a form says of whom a folder is for: groups are their ids, with blanks between. */
export function audienceOf({ who, groups }: Who) {
  return { groups: who === 'groups' ? groups.split(' ').filter(Boolean) : [], closed: who === 'admins' };
}

type Props = Who & { organization: string; all: string; closes: boolean; label?: string; error?: string; set: (name: 'who' | 'groups', value: string) => void };

/** Asks whom a folder is for. */
export function GroupsField({ organization, who, groups, all, closes, label = 'Who sees it', error, set }: Props) {
  const some = useGroups(organization).data?.pages.flatMap((p) => p.items) ?? [];
  const chosen = groups.split(' ').filter(Boolean);
  return (
    <>
      <Choices
        label={label} name="who" value={who} choose={(v) => set('who', v)}
        options={[{ value: 'all', label: all }, { value: 'groups', label: 'Some groups, and admins' }, ...(closes ? [{ value: 'admins', label: 'Admins only' }] : [])]}
      />
      {who === 'groups' && (
        <Input.Wrapper label="Groups" error={error ?? (some.length === 0 ? 'There are no groups yet.' : undefined)} labelElement="div">
          <Stack gap={8} mt={6}>
            {some.map((g) => (
              <Checkbox
                key={g.id} size="sm" label={`${g.name} (${g.members.length})`} checked={chosen.includes(g.id)}
                onChange={(e) => set('groups', (e.currentTarget.checked ? [...chosen, g.id] : chosen.filter((id) => id !== g.id)).join(' '))}
              />
            ))}
          </Stack>
        </Input.Wrapper>
      )}
    </>
  );
}
