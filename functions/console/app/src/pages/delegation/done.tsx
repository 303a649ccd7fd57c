import { Button, Stack } from '@mantine/core';
import { IconArrowBackUp, IconCalendarOff, IconCheck, IconEye, IconMailForward, IconPencil } from '@tabler/icons-react';
import { Link } from 'wouter';
import { Mark } from '../../parts/mark';
import { Moment } from '../../parts/moment';
import { hostOf } from '../../parts/place';
import { Card, Sheet } from '../../parts/sheet';
import list from '../request/look.module.css';
import type { Step } from './step';

/** Says that it is done, and what comes now. */
export function Done({ one, here }: Step) {
  return (
    <Sheet mark={<Mark icon={IconCheck} />} title="Done: access is shared" lead={`${one.organization} may sign in to ${one.name} with your login.`}>
      <Card>
        <h2 className={list.label}>What comes now</h2>
        <ul className={list.list}>
          <li><IconMailForward size={19} aria-hidden />{one.asker} is told, and lets the people in who need it.</li>
          <li><IconEye size={19} aria-hidden />Each use is listed here: who, and when.</li>
          <li><IconPencil size={19} aria-hidden />When you change the password at {hostOf(one.address)}, change it here too. Nobody is interrupted.</li>
          {one.ends && <li><IconCalendarOff size={19} aria-hidden /><span>It ends by itself on <Moment at={one.ends} />.</span></li>}
          <li><IconArrowBackUp size={19} aria-hidden />Revoke access whenever you want. It ends at once.</li>
        </ul>
      </Card>
      <Stack gap="sm" mt="lg">
        <Button component={Link} href={here}>Manage shared access</Button>
        <Button component={Link} href="/" variant="default">To the start page</Button>
      </Stack>
    </Sheet>
  );
}
