import { Text } from '@mantine/core';
import type { Schemas } from '../../api/client';
import { Moment } from '../../parts/moment';
import { Card } from '../../parts/sheet';
import look from '../request/look.module.css';
import classes from './people.module.css';

type Props = { people: Schemas['Knower'][]; chosen: string; choose: (name: string) => void };

/** Everybody who received a lent login, and who of them may still know it. Choosing one shows only what they did. */
export function People({ people, chosen, choose }: Props) {
  const know = people.filter((p) => p.mayKnow).length;
  return (
    <Card>
      <h2 className={look.label}>Who used it</h2>
      {people.length === 0 && <Text size="sm">Nobody yet.</Text>}
      {people.length > 0 && (
        <Text size="sm" mb="sm">
          {know === 0 ? 'Nobody may know the password: it was changed since.' : know === 1 ? '1 person may know the password.' : `${know} people may know the password.`}
        </Text>
      )}
      <ul className={classes.people}>
        {people.map((p) => (
          <li key={p.name + p.first}>
            <button type="button" className={classes.person} aria-pressed={p.name === chosen} onClick={() => choose(p.name === chosen ? '' : p.name)}>
              <span className={classes.top}>
                <span><b>{p.name}</b> ({p.organization})</span>
                {p.mayKnow && <span className={classes.may}>may know it</span>}
              </span>
              <span className={classes.small}>
                {p.uses === 1 ? 'once' : `${p.uses} times`}, last on <Moment at={p.last} />
                {p.lost && <>; lost access on <Moment at={p.lost} /></>}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Card>
  );
}
