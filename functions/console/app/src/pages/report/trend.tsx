import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconChartAreaLine } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { problemOf } from '../../api/problem';
import { Section } from '../../parts/rows';
import { Card } from '../../parts/sheet';
import { organizationQuery } from '../../parts/standing';
import { Empty, FailedPart, Waiting } from '../../parts/states';
import { Chart } from './chart';
import { lastDays, overTime } from './over-time';
import { useDays, type Line, type Subject } from './queries';

const shown = 14; // days

const counted = {
  apps: { of: (l: Line) => l.person, one: 'person', many: 'people' },
  members: { of: (l: Line) => l.resource, one: 'app', many: 'apps' },
  groups: { of: (l: Line) => l.person, one: 'person', many: 'people' },
};

/** Open access over the last days: what the reports of these days say, put together. */
export function Trend({ of }: { of: Subject }) {
  const since = useQuery(organizationQuery(of.organization)).data?.since;
  const [now] = useState(Date.now);
  const days = useMemo(() => (since ? lastDays(now, shown, since) : []), [now, since]);
  const reports = useDays(of, days);
  const { of: by, one, many } = counted[of.about];
  const pieces = useMemo(() => overTime(reports.days ?? [], by), [reports.days, by]);
  const unsure = reports.days?.flat().some((l) => l.unsure);
  return (
    <Section title="Open access over time">
      <Card>
        {reports.error ? <FailedPart problem={problemOf(reports.error)} again={reports.again} /> : (days.length === 0 || !reports.days) && <Waiting rows={2} />}
        {days.length > 0 && reports.days && pieces.length === 0 && <Empty icon={<IconChartAreaLine size={30} />} title="Nothing was open">In the last {days.length === 1 ? 'day' : `${days.length} days`} nobody could get in.</Empty>}
        {pieces.length > 0 && <Chart pieces={pieces} days={days} now={now} one={one} many={many} />}
        {unsure && <Text size="sm" c="dimmed" mt="xs">Counted in are some who may have been locked out: whether it had locked itself then is not known any more.</Text>}
      </Card>
    </Section>
  );
}
