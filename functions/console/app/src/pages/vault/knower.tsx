import { Text } from '@mantine/core';
import type { Schemas } from '../../api/client';
import { Moment } from '../../parts/moment';

const standing: Record<Schemas['KnowledgeLine']['member'], string> = { active: '', suspended: ' (suspended)', removed: ' (removed)', other: '' };

/** Somebody who received a secret, since when, and whether they may know what it is now. */
export function Knower({ line: l }: { line: Schemas['KnowledgeLine'] }) {
  return (
    <>
      <Text size="sm">
        <b>{l.personName}</b>{l.member === 'other' ? ` (${l.organization})` : standing[l.member]} · {l.uses === 1 ? 'once' : `${l.uses} times`}, last <Moment at={l.last} as="ago" />
      </Text>
      <Text size="sm" c="dimmed">
        {l.current ? 'May know the current secret' : `Only an older one, version ${l.version}`}
        {l.lost && <>; has no way to it since <Moment at={l.lost} as="day" /></>}
      </Text>
    </>
  );
}
