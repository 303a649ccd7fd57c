import { Stack, Text } from '@mantine/core';
import { problemOf } from '../../api/problem';
import { Moment } from '../../parts/moment';
import { More } from '../../parts/rows';
import { Card } from '../../parts/sheet';
import { FailedPart, Waiting } from '../../parts/states';
import people from '../delegation/people.module.css';
import look from '../request/look.module.css';
import { useReceived } from './queries';

/** Which passwords somebody received here, and which of them are still the same. */
export function MayKnow({ organization, person, gone }: { organization: string; person: string; gone: boolean }) {
  const received = useReceived(organization, person);
  if (!received.data) return received.error ? <FailedPart problem={problemOf(received.error)} again={() => void received.refetch()} /> : <Waiting rows={1} />;
  const items = received.data.pages.flatMap((p) => p.items);
  return (
    <Card>
      <h2 className={look.label}>{gone ? 'What they received, and may still know' : 'What they received'}</h2>
      {items.length === 0 && <Text size="sm">Nothing: they used no login.</Text>}
      <Stack gap={10}>
        {items.map((r) => (
          <div key={r.credential}>
            <div className={people.top}><b>{r.name}</b>{r.mayKnow && <span className={people.may}>may know it</span>}</div>
            <div className={people.small}>
              {r.uses === 1 ? 'once' : `${r.uses} times`}, last on <Moment at={r.last} />
              {r.lost && <>; lost access on <Moment at={r.lost} /></>}
              {!r.mayKnow && <>; changed since</>}
            </div>
          </div>
        ))}
      </Stack>
      <More of={received} />
    </Card>
  );
}
