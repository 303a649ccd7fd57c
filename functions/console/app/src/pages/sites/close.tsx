import { Text } from '@mantine/core';
import { useLocation } from 'wouter';
import { answer, api, useRepeatKey, type Schemas } from '../../api/client';
import { Confirm } from '../../parts/confirm';
import { Sheet } from '../../parts/sheet';
import { several } from '../members/words';
import { useWeighed } from '../sharing/queries';
import { useSiteAct } from './queries';

/** Says what disabling client sign-in closes and what it keeps, and disables it. */
export function Close({ organization, site, here }: { organization: string; site: Schemas['SiteDetail']; here: string }) {
  const [, go] = useLocation();
  const repeat = useRepeatKey();
  const weighed = useWeighed(organization, site.id).data;
  const path = { organization, site: site.id };
  const close = useSiteAct(organization, () => answer(api.POST('/api/organizations/{organization}/sites/{site}/off', { params: { path, header: repeat([path, site.turned]) } })), () => go(here, { replace: true }));
  return (
    <Sheet title={`Disable client sign-in of ${site.name}?`} back={{ href: here, name: site.name }}>
      <Confirm act="Disable client sign-in" does={() => close.mutate()} of={close} keep={{ href: here, name: 'Leave it open' }}>
        <Text>At once everybody of {site.name} is out of it: what they do there is refused, and they are told that you closed it. What is shared between you and them waits, in both directions.</Text>
        {weighed && weighed.given + weighed.received > 0 && <Text><b>{several(weighed.given, 'credential')} of yours and {several(weighed.received, 'credential')} of theirs wait{weighed.more && ', or more'}.</b></Text>}
        <Text size="sm" c="dimmed">Nothing is lost. Enable it again, and all is as it was. Their other organizations are not touched. An admin of theirs may still end what you have to do with each other.</Text>
      </Confirm>
    </Sheet>
  );
}
