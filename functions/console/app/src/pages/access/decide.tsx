import { Anchor, Button, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { answer, api, useRepeatKey } from '../../api/client';
import { problemOf } from '../../api/problem';
import { useForm } from '../../parts/form';
import { inLength, secondsOf, wrongLength } from '../../parts/length';
import { LengthField } from '../../parts/length-field';
import { Refused } from '../../parts/refused';
import { Card } from '../../parts/sheet';
import look from '../request/look.module.css';
import { useRequestAct, type Detail } from './queries';

type Answer = { act: 'approve' | 'deny'; length?: number; note?: string };

/** The decision: both answers side by side and alike, none of them nearer. */
export function Decide({ organization, one }: { organization: string; one: Detail }) {
  const repeat = useRepeatKey();
  const [shorter, shorten] = useState(false);
  const form = useForm({ length: '', amount: '', unit: '3600', note: '' }, (v) => ({ amount: shorter ? wrongLength(v, one.granted) : undefined }));
  const decide = useRequestAct(organization, ({ act, ...body }: Answer) => {
    const params = { path: { organization, request: one.id }, header: repeat({ act, ...body }) };
    if (act === 'approve') return answer(api.POST('/api/organizations/{organization}/requests/{request}/approve', { params, body }));
    return answer(api.POST('/api/organizations/{organization}/requests/{request}/deny', { params, body: { note: body.note } }));
  });
  const fail = { onError: (e: Error) => form.refuse(problemOf(e)) };
  const approve = form.submit((v) => {
    const length = shorter && v.length ? { length: secondsOf(v) } : {};
    decide.mutate({ act: 'approve', ...length, ...say(v.note) }, fail);
  });
  const deny = () => decide.mutate({ act: 'deny', ...say(form.values.note) }, fail);
  const busy = (act: Answer['act']) => ({ loading: decide.isPending && decide.variables.act === act, disabled: decide.isPending });
  return (
    <form ref={form.attach} onSubmit={approve} noValidate className={look.through}>
      <Card>
        <Stack gap="md">
          {shorter && <LengthField label="Approve for" longest={one.granted} form={form} first={{ value: '', label: `As asked: ${inLength(one.granted)}` }} />}
          {!shorter && one.want === 'enter' && <Anchor component="button" type="button" size="sm" ta="left" onClick={() => shorten(true)}>Approve for less than {inLength(one.granted)}…</Anchor>}
          <Textarea label="A note to them, if you like" autosize minRows={1} maxRows={6} maxLength={1000} {...form.text('note')} />
          <Refused error={decide.error} beside={['amount', 'note']} />
        </Stack>
      </Card>
      <div className={look.bar}>
        <p className={look.until}>{effect(one)}</p>
        <div className={look.buttons}>
          <Button type="submit" variant="default" {...busy('approve')}>Approve</Button>
          <Button variant="default" onClick={deny} {...busy('deny')}>Deny</Button>
        </div>
      </div>
    </form>
  );
}

const say = (note: string) => (note.trim() ? { note: note.trim() } : {});

/** What an answer brings about. */
function effect({ approvals, policy }: Detail) {
  const more = (policy.needs ?? 1) - approvals.length - 1;
  if (more > 0) return `After your approval ${more} more ${more === 1 ? 'is' : 'are'} needed. One denial closes it.`;
  return 'Your approval opens it at once. A denial closes it.';
}
