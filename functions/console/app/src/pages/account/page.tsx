import { Text } from '@mantine/core';
import { IconDevices, IconHistory, IconLock, IconMail, IconUserX } from '@tabler/icons-react';
import { useMe } from '../../api/session';
import { Initials, Mark } from '../../parts/mark';
import { Row, Rows } from '../../parts/rows';
import { Card, Sheet } from '../../parts/sheet';
import { Absent } from '../../parts/states';
import look from '../request/look.module.css';
import { Address } from './address';
import { Close } from './close';
import { Password } from './password';
import { OwnRecord } from './record';
import { Sessions } from './sessions';

const parts: Record<string, () => React.JSX.Element> = { address: Address, password: Password, sessions: Sessions, record: OwnRecord, close: Close };

/** The caller's own account, and its parts. */
export default function Account({ part }: { part?: string }) {
  if (part === undefined) return <Overview />;
  const Part = parts[part];
  return Part ? <Part /> : <Absent />;
}

function Overview() {
  const { person } = useMe();
  return (
    <Sheet title="Your account" back={{ href: '/', name: 'Start' }}>
      <Card label="Who you are" className={look.above}>
        <div className={look.row}>
          <Initials name={person.name} />
          <div>
            <div className={look.strong}>{person.name}</div>
            <div className={look.small}>{person.email}</div>
          </div>
        </div>
        <Text size="sm" c="dimmed" mt="sm">Others see this name and address when you ask them for something.</Text>
      </Card>
      <Rows label="What you can change">
        <Row href="/account/address" mark={<Mark icon={IconMail} />} name="Mail address" sub="Another one, after a code to it" />
        <Row href="/account/password" mark={<Mark icon={IconLock} />} name="Password" sub="Choose another; every other session ends" />
        <Row href="/account/sessions" mark={<Mark icon={IconDevices} />} name="Where you are signed in" sub="Sign out one, or everywhere else" />
        <Row href="/account/record" mark={<Mark icon={IconHistory} />} name="Your record" sub="Sign-ins, wrong passwords, changes" />
        <Row href="/account/close" mark={<Mark icon={IconUserX} tone="grey" />} name="Close your account" sub="Everything you lend ends first" />
      </Rows>
    </Sheet>
  );
}
