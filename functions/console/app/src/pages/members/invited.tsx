import { Button, Group, Text } from '@mantine/core';
import { IconMail } from '@tabler/icons-react';
import { useState } from 'react';
import { answer, api, useRepeatKey, type Schemas } from '../../api/client';
import { Mark } from '../../parts/mark';
import { Moment } from '../../parts/moment';
import { Refused } from '../../parts/refused';
import rows from '../../parts/rows.module.css';
import { MemberState } from '../../parts/state';
import { roles, useMemberAct } from './queries';

/** Somebody who was invited and has not accepted: the mail can be sent again, and the invitation taken back. */
export function Invited({ organization, one, admin }: { organization: string; one: Schemas['Member']; admin: boolean }) {
  const [asks, ask] = useState(false);
  const repeat = useRepeatKey();
  const path = { organization, invitation: one.invitation! };
  const resend = useMemberAct(organization, () =>
    answer(api.POST('/api/organizations/{organization}/invitations/{invitation}/resend', { params: { path, header: repeat([path, Date.now()]) } })),
  );
  const cancel = useMemberAct(organization, () => answer(api.DELETE('/api/organizations/{organization}/invitations/{invitation}', { params: { path } })));
  return (
    <li className={rows.row}>
      <Mark icon={IconMail} tone="grey" />
      <div>
        <div className={rows.name}>{one.email}</div>
        <div className={rows.sub}>
          {roles.find((r) => r.value === one.role)?.label} · invited <Moment at={one.since} as="day" />
          {one.bounced && <> · <b>the mail came back</b>, look at the address</>}
        </div>
        <Group gap="xs" mt={6}>
          <MemberState state={one.state} />
          {admin && !asks && (
            <>
              <Button size="sm" variant="default" loading={resend.isPending} onClick={() => resend.mutate()} aria-label={`Send again, to ${one.email}`}>Send again</Button>
              <Button size="sm" variant="default" onClick={() => ask(true)} aria-label={`Take back… the invitation of ${one.email}`}>Take back…</Button>
            </>
          )}
        </Group>
        {asks && (
          <Group gap="xs" mt={8}>
            <Text size="sm">The link in the mail stops working. Take it back?</Text>
            <Button size="sm" color="red.8" loading={cancel.isPending} onClick={() => cancel.mutate()}>Take back</Button>
            <Button size="sm" variant="default" onClick={() => ask(false)}>Keep</Button>
          </Group>
        )}
        <Text component="output" size="sm" display="block">{resend.isSuccess && 'Sent again. The new link is good for a week.'}</Text>
        <Refused error={resend.error ?? cancel.error} />
      </div>
    </li>
  );
}
