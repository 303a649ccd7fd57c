import { Anchor, Button, Text } from '@mantine/core';
import { IconInbox, IconLock, IconUser, IconUsers } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { Schemas } from '../../api/client';
import { useMe } from '../../api/session';
import { Mark } from '../../parts/mark';
import { Card, Sheet } from '../../parts/sheet';
import { ShutCard, useShut } from '../../parts/shut';
import { Standing } from '../../parts/standing';
import { Empty } from '../../parts/states';
import { useWaiting } from '../access/queries';
import { Organization } from './organization';
import { Personal } from './personal';
import classes from './personal.module.css';

/** What one is a member of, and what is there. */
export default function Home() {
  const me = useMe();
  const own = me.memberships.filter((m) => m.kind === 'personal');
  const others = me.memberships.filter((m) => m.kind !== 'personal');
  return (
    <Sheet title={`Hello, ${me.person.name.split(' ')[0]}`} width="wide">
      {others.map((m) => m.suspended ? <Suspended key={m.organization} name={m.name} /> : (
        <One key={m.organization} membership={m} only={others.length === 1} />
      ))}
      {own.map((m) => <Personal key={m.organization} membership={m} />)}
      {me.memberships.length === 0 && (
        <Card>
          <Empty icon={<IconUsers size={30} />} title="You are not a member anywhere">
            When somebody invites you, or asks for the use of an account of yours, it appears here.
          </Empty>
        </Card>
      )}
    </Sheet>
  );
}

function One({ membership: m, only }: { membership: Schemas['Membership']; only: boolean }) {
  const shut = useShut(m.organization);
  return (
    <div className={classes.organization}>
      {shut ? <ShutCard organization={m.organization} why={shut} /> : (
        <>
          {only && <Standing organization={m.organization} />}
          <ToDecide organization={m.organization} />
          <Organization membership={m} title={<Anchor component={Link} href={`/organizations/${m.organization}`} underline="hover" inherit>{m.name}</Anchor>} />
          <Vault membership={m} />
        </>
      )}
    </div>
  );
}

/** The ways to what is kept at an organization: all one may see, and what is one's own. */
function Vault({ membership: { organization, name, role } }: { membership: Schemas['Membership'] }) {
  const vault = `/organizations/${organization}/vault`;
  return (
    <div className={classes.tiles}>
      <Link href={vault} className={classes.tile}>
        <Mark icon={IconLock} />
        <div>
          <div className={classes.name}>Vault</div>
          <div className={classes.sub}>What is kept at {name}</div>
        </div>
      </Link>
      {role !== 'auditor' && (
        <Link href={`${vault}?owner=me`} className={classes.tile}>
          <Mark icon={IconUser} />
          <div>
            <div className={classes.name}>My vault</div>
            <div className={classes.sub}>What only you see there</div>
          </div>
        </Link>
      )}
    </div>
  );
}

function Suspended({ name }: { name: string }) {
  return (
    <div className={classes.organization}>
      <Card>
        <Text fw={600}>{name} is closed to you for now</Text>
        <Text size="sm" c="dimmed">An admin there suspended your membership. Everything you have there is kept.</Text>
      </Card>
    </div>
  );
}

/** That somebody waits for the caller's decision, on the first page they see. */
function ToDecide({ organization }: { organization: string }) {
  const waiting = useWaiting(organization);
  if (!waiting) return null;
  return <Button component={Link} href={`/organizations/${organization}/requests`} variant="default" mb="sm" leftSection={<IconInbox size={18} aria-hidden />}>{waiting === '1' ? '1 request waits' : `${waiting} requests wait`} for your decision</Button>;
}
