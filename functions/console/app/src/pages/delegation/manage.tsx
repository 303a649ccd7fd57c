import { Button, Group, Stack, Text } from '@mantine/core';
import { IconBan, IconPencil } from '@tabler/icons-react';
import { Link } from 'wouter';
import { KeyMark } from '../../parts/mark';
import { Moment } from '../../parts/moment';
import { hostOf } from '../../parts/place';
import { Card, Sheet } from '../../parts/sheet';
import look from '../request/look.module.css';
import { Activity } from './activity';
import type { Step } from './step';

/** One loan: to whom, what they do with it, and the ways to change or end it. */
export function Manage({ organization, one, here }: Step) {
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
          <Text size="sm" mt="sm">
            {one.decided && <>Since <Moment at={one.decided} />. </>}
            Asked by {one.asker} ({one.askerEmail}).
          </Text>
          <Text size="sm" mt={4}>
            {one.allowViewing ? 'They may view the password.' : 'They sign in with it and are not shown the password.'}
          </Text>
          <Group mt="lg" gap="sm" grow preventGrowOverflow={false}>
            <Button component={Link} href={`${here}/login`} variant="default" leftSection={<IconPencil size={18} aria-hidden />}>Change login</Button>
            <Button component={Link} href={`${here}/revoke`} variant="default" leftSection={<IconBan size={18} aria-hidden />}>Revoke access</Button>
          </Group>
        </Card>
        <Activity organization={organization} one={one} />
      </Stack>
    </Sheet>
  );
}
