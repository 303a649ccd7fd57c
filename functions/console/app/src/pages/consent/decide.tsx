import { Button, Textarea } from '@mantine/core';
import { answer, api, useRepeatKey } from '../../api/client';
import { problemOf } from '../../api/problem';
import { useForm } from '../../parts/form';
import { Refused } from '../../parts/refused';
import { Card } from '../../parts/sheet';
import look from '../request/look.module.css';
import { useConsentAct, type Consent } from './queries';

type Answer = { act: 'approve' | 'deny'; note?: string };

/** The owner's answer: both side by side and alike, none of them nearer. */
export function Decide({ organization, one }: { organization: string; one: Consent }) {
  const repeat = useRepeatKey();
  const form = useForm({ note: '' });
  const decide = useConsentAct(organization, ({ act, ...body }: Answer) => {
    const params = { path: { organization, consent: one.id }, header: repeat({ act, ...body }) };
    if (act === 'approve') return answer(api.POST('/api/organizations/{organization}/consents/{consent}/approve', { params }));
    return answer(api.POST('/api/organizations/{organization}/consents/{consent}/deny', { params, body }));
  });
  const fail = { onError: (e: Error) => form.refuse(problemOf(e)) };
  const note = form.values.note.trim();
  const approve = form.submit(() => decide.mutate({ act: 'approve' }, fail));
  const deny = () => decide.mutate({ act: 'deny', ...(note && { note }) }, fail);
  const busy = (act: Answer['act']) => ({ loading: decide.isPending && decide.variables.act === act, disabled: decide.isPending });
  return (
    <form ref={form.attach} onSubmit={approve} noValidate className={look.through}>
      <Card>
        <Textarea label="If you deny: a note to them, if you like" autosize minRows={1} maxRows={6} maxLength={1000} {...form.text('note')} />
        <Refused error={decide.error} beside={['note']} />
      </Card>
      <div className={look.bar}>
        <p className={look.until}>Approving makes this login managed. You may end that again at any time.</p>
        <div className={look.buttons}>
          <Button type="submit" variant="default" {...busy('approve')}>Approve</Button>
          <Button variant="default" onClick={deny} {...busy('deny')}>Deny</Button>
        </div>
      </div>
    </form>
  );
}
