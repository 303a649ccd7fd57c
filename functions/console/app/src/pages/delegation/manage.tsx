import { Button, Stack, Text } from '@mantine/core';
import { IconBan, IconCalendarTime, IconEye, IconEyeOff, IconPencil } from '@tabler/icons-react';
import { Link } from 'wouter';
import { KeyMark } from '../../parts/mark';
import { ago, Moment } from '../../parts/moment';
import { hostOf } from '../../parts/place';
import { Card, Sheet } from '../../parts/sheet';
import look from '../request/look.module.css';
import { Activity } from './activity';
import type { Step } from './step';

/** One loan: to whom, what they do with it, and the ways to change or end it. */
export function Manage({ organization, one, here }: Step) {
  const acts = [
    { href: 'login', icon: IconPencil, name: 'Change login' },
    { href: 'end', icon: IconCalendarTime, name: one.ends ? 'Change end date' : 'Set an end date' },
    { href: 'viewing', icon: one.allowViewing ? IconEyeOff : IconEye, name: one.allowViewing ? 'Forbid viewing' : 'Allow viewing' },
    { href: 'revoke', icon: IconBan, name: 'Revoke access' },
  ];
  return (
    <Sheet title={one.name} back={{ href: '/shared', name: 'Shared access' }} width="middle">
      <Stack gap="md">
        <Card label="What is shared">
          <div className={look.row}>
            <KeyMark />
            <div>
              <div className={look.strong}>Shared with {one.organization}</div>
              <div className={look.small}>{hostOf(one.address)}</div>
            </div>
          </div>
          <Facts one={one} />
          <div className={look.acts}>
            {acts.map(({ href, icon: Icon, name }) => (
              <Button key={href} component={Link} href={`${here}/${href}`} variant="default" px={8} leftSection={<Icon size={18} aria-hidden />}>{name}</Button>
            ))}
          </div>
        </Card>
        <Activity organization={organization} one={one} />
      </Stack>
    </Sheet>
  );
}

function Facts({ one }: Pick<Step, 'one'>) {
  return (
    <Stack gap={4} mt="sm">
      <Text size="sm">
        {one.decided && <>Since <Moment at={one.decided} />. </>}
        Asked by {one.asker} ({one.askerEmail}).
      </Text>
      <Text size="sm">{one.allowViewing ? 'They may view the password.' : 'They sign in with it and are not shown the password.'}</Text>
      {one.hasCodes && <Text size="sm">They also get the sign-in code of the moment, never the set-up key.</Text>}
      <Text size="sm">{one.ends ? <>Ends by itself on <b><Moment at={one.ends} /></b>, {ago(new Date(one.ends))}.</> : 'No end date.'}</Text>
    </Stack>
  );
}
