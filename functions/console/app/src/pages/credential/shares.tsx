import { Button } from '@mantine/core';
import { IconBuilding, IconPlus } from '@tabler/icons-react';
import { Link } from 'wouter';
import { problemOf } from '../../api/problem';
import { Mark } from '../../parts/mark';
import { Row, Rows, Section } from '../../parts/rows';
import rows from '../../parts/rows.module.css';
import { FailedPart, Waiting } from '../../parts/states';
import { useShares, type Share } from '../sharing/queries';
import { ShareState } from '../sharing/state';
import { forWhom, modes } from '../sharing/words';
import type { Step } from './step';

/** With which organizations it is shared, and how (rule H3); shares: the caller may change that. */
export function SharedWith({ organization, one, here, shares }: Pick<Step, 'organization' | 'one' | 'here'> & { shares: boolean }) {
  const found = useShares(organization, one.id);
  const items = found.data?.items ?? [];
  if (found.data && items.length === 0) return null; // it is lent as the answer to a request
  return (
    <Section title="Shared with" actions={shares && <Button component={Link} href={`${here}/share`} variant="default" size="xs" leftSection={<IconPlus size={15} aria-hidden />}>Another</Button>}>
      {!found.data && (found.error ? <FailedPart problem={problemOf(found.error)} again={() => void found.refetch()} /> : <Waiting rows={1} />)}
      {items.length > 0 && (
        <Rows label="Shared with">
          {items.map((s) => (shares
            ? <Row key={s.partner} href={`${here}/share?with=${s.partner}`} mark={<Mark icon={IconBuilding} />} name={s.partnerName} sub={said(s)} state={<ShareState share={s} />} />
            : <li key={s.partner} className={rows.row}><Mark icon={IconBuilding} /><div><div className={rows.name}>{s.partnerName}</div><div className={rows.sub}>{said(s)}</div></div><ShareState share={s} /></li>))}
        </Rows>
      )}
    </Section>
  );
}

function said(s: Share) {
  return `${modes[s.mode]} · for ${forWhom(s)}${s.log ? ' · with its change log' : ''}`;
}
