import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconWorld, type TablerIcon } from '@tabler/icons-react';
import { useState } from 'react';
import { answer, api, type Schemas } from '../../api/client';
import classes from './catalogue.module.css';
import { icons } from './icons';

const few = 6;

/** Common apps to choose from, those first that are like what is typed. Without it everything can still be typed. */
export function Catalogue({ typed, take }: { typed: string; take: (app: Schemas['App']) => void }) {
  const [all, setAll] = useState(false);
  const apps = useQuery({ queryKey: ['apps'], queryFn: () => answer(api.GET('/api/apps')), staleTime: Infinity });
  if (!apps.data) return null;
  const word = typed.trim().toLowerCase();
  const exact = apps.data.items.some((a) => a.name.toLowerCase() === word);
  const like = word && !exact ? apps.data.items.filter((a) => a.name.toLowerCase().includes(word)) : apps.data.items;
  const shown = all ? apps.data.items : like.slice(0, few);
  if (exact && !all) return null;
  return (
    <fieldset className={classes.group} aria-label="Common apps">
      <div className={classes.apps}>
        {shown.map((a) => (
          <button key={a.name} type="button" className={classes.app} onClick={() => {
            setAll(false);
            take(a);
          }}>
            <Icon named={a.icon} />{a.name}
          </button>
        ))}
      </div>
      {!word && apps.data.items.length > few && (
        <Anchor component="button" type="button" size="sm" mt={8} onClick={() => setAll(!all)}>{all ? 'Show fewer' : `Show all ${apps.data.items.length} common apps`}</Anchor>
      )}
    </fieldset>
  );
}

function Icon({ named }: { named: string }) {
  const Known: TablerIcon = icons[named] ?? IconWorld;
  return <Known size={18} stroke={1.8} aria-hidden />;
}
