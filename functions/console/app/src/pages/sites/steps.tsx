import { IconCircle, IconCircleCheck } from '@tabler/icons-react';
import { VisuallyHidden } from '@mantine/core';
import type { Schemas } from '../../api/client';
import look from '../request/look.module.css';

/** What is left until the site can work; nothing once it can. */
export function Steps({ site }: { site: Schemas['SiteDetail'] }) {
  const steps = [
    { done: site.turned !== undefined, text: 'You enable client sign-in.' },
    { done: site.active, text: 'You invite an admin of theirs, who activates the site.' },
    { done: site.locked, text: 'They set its organization key. Nothing is shared in either direction before.' },
  ];
  if (steps.every((s) => s.done)) return null;
  return (
    <ol className={`${look.list} ${look.below}`} aria-label="Until it can work">
      {steps.map((s) => (
        <li key={s.text}>
          {s.done ? <IconCircleCheck size={20} aria-hidden /> : <IconCircle size={20} aria-hidden />}
          <span>{s.text}{s.done && <VisuallyHidden> Done.</VisuallyHidden>}</span>
        </li>
      ))}
    </ol>
  );
}
