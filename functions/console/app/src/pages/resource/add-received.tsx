import { Button, NativeSelect, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { answer, api, useRepeatKey, type Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import { Choices } from '../../parts/choices';
import { Refused } from '../../parts/refused';
import { More } from '../../parts/rows';
import { Card, Sheet } from '../../parts/sheet';
import { Failed, FailedPart, Loading, Waiting } from '../../parts/states';
import { useAllPartners, usePartnerShares } from '../sharing/queries';
import { modes } from '../sharing/words';
import { useSiteAct } from '../sites/queries';

type Props = { organization: string; resource: Schemas['ResourceDetail']; here: string };

/** Makes one that another organization shares a login of the app (rule G3). */
export function AddReceived({ organization, resource, here }: Props) {
  const [from, choose] = useState('');
  const found = useAllPartners(organization);
  if (!found.data) return found.error ? <Failed problem={problemOf(found.error)} again={() => void found.refetch()} /> : <Loading />;
  const partner = found.data.length === 1 ? found.data[0] : found.data.find((p) => p.id === from);
  return (
    <Sheet title={`A login of ${resource.name} that is shared with you`} back={{ href: here, name: resource.name }}>
      <Card>
        <Stack gap="md">
          {found.data.length > 1 && (
            <NativeSelect size="md" label="From" value={from} onChange={(e) => choose(e.currentTarget.value)} data={[{ value: '', label: 'Choose an organization' }, ...found.data.map((p) => ({ value: p.id, label: p.name }))]} />
          )}
          {partner && <Pick key={partner.id} organization={organization} resource={resource} here={here} partner={partner} />}
        </Stack>
      </Card>
    </Sheet>
  );
}

function Pick({ organization, resource, here, partner }: Props & { partner: Schemas['Partner'] }) {
  const [, go] = useLocation();
  const repeat = useRepeatKey();
  const [chosen, choose] = useState('');
  const found = usePartnerShares(organization, partner.id, 'received');
  const items = (found.data?.pages.flatMap((p) => p.items) ?? []).filter((one) => one.credential.resource !== resource.id);
  const add = useSiteAct(organization, (credential: string) =>
    answer(api.POST('/api/organizations/{organization}/credentials/{credential}/received/login', {
      params: { path: { organization, credential }, header: repeat([credential, resource.id]) }, body: { resource: resource.id },
    })), () => go(here, { replace: true }));
  if (!found.data) return found.error ? <FailedPart problem={problemOf(found.error)} again={() => void found.refetch()} /> : <Waiting rows={2} />;
  if (items.length === 0 && !found.hasNextPage) return <Text size="sm">{partner.name} shares nothing with you that is not a login of it already.</Text>;
  return (
    <form onSubmit={(e) => { e.preventDefault(); add.mutate(chosen); }}>
      <Stack gap="md">
        <Choices
          label="Which" name="login" value={chosen} choose={choose}
          options={items.map(({ credential: c, share }) => ({ value: c.id, label: c.name, hint: [c.username, modes[share.mode], c.resource && 'now of another app'].filter(Boolean).join(' · ') }))}
        />
        <More of={found} />
        <Text size="sm" c="dimmed">It then opens only for those who are put on {resource.name} with it. It stays {partner.name}’s, who may stop sharing it.</Text>
        <Refused error={add.error} />
        <Button type="submit" loading={add.isPending} disabled={!chosen}>Make it a login of {resource.name}</Button>
      </Stack>
    </form>
  );
}
