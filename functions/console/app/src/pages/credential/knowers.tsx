import { Text } from '@mantine/core';
import type { Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import { More, Section } from '../../parts/rows';
import { FailedPart, Waiting } from '../../parts/states';
import { Knower } from '../vault/knower';
import { useKnowers } from '../vault/queries';
import vault from '../vault/vault.module.css';

/** Who received the secret of a credential (rule C12). */
export function Knowers({ organization, one }: { organization: string; one: Schemas['FiledSeen'] }) {
  const lines = useKnowers(organization, one.id, true);
  const items = lines.data?.pages.flatMap((p) => p.items) ?? [];
  return (
    <Section title="Who received it">
      {!lines.data && (lines.error ? <FailedPart problem={problemOf(lines.error)} again={() => void lines.refetch()} /> : <Waiting rows={1} />)}
      {lines.data && items.length === 0 && <Text size="sm" c="dimmed">Nobody saw it, used it or took it along.</Text>}
      {items.length > 0 && (
        <ul className={vault.knowers} aria-label="Who received it">
          {items.map((l) => <li key={l.person ?? `${l.personName} ${l.organization}`}><Knower line={l} /></li>)}
        </ul>
      )}
      <More of={lines} />
    </Section>
  );
}
