import { ActionIcon, Text } from '@mantine/core';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { useState } from 'react';
import { answer, api, type Schemas } from '../../api/client';
import { useNow } from '../../parts/countdown';
import { CopyMark } from '../../parts/copy-mark';
import { Refused } from '../../parts/refused';
import { useShown } from '../../parts/shown';
import classes from './credential.module.css';

type Props = { organization: string; one: Schemas['FiledSeen'] };

/** The password: shown for 30 seconds, or copied without being shown. Either is on record before it is there. */
export function SecretField({ organization, one }: Props) {
  const { shown, show, hide } = useShown<{ secret: string; notes?: string }>();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<unknown>();
  const reveal = () => {
    setFailed(undefined);
    return answer(api.POST('/api/organizations/{organization}/credentials/{credential}/reveal', { params: { path: { organization, credential: one.id } } }));
  };
  const look = async () => {
    setBusy(true);
    try {
      const { secret, notes } = await reveal();
      show({ secret, ...(notes && { notes }) });
    } catch (e) {
      setFailed(e);
    }
    setBusy(false);
  };
  const Icon = shown ? IconEyeOff : IconEye;
  const label = shown ? 'Hide the password' : 'Show the password';
  return (
    <>
      <div className={classes.field}>
        <dt>Password</dt>
        <dd aria-live="polite">
          {shown ? <span className={classes.secret}>{shown.what.secret || <Text component="span" c="dimmed">There is none</Text>}</span> : <span className={classes.dots} aria-label="hidden">••••••••••••</span>}
          {shown && <Text size="xs" c="dimmed">Hides itself after 30 seconds.</Text>}
        </dd>
        <dd className={classes.acts}>
          <ActionIcon variant="subtle" color="gray" size={36} loading={busy} onClick={() => (shown ? hide() : void look())} aria-label={label} title={label}><Icon size={19} aria-hidden /></ActionIcon>
          <CopyMark what="Password" text={() => reveal().then((r) => r.secret)} failed={setFailed} />
        </dd>
      </div>
      {shown?.what.notes && <div className={classes.field}><dt>Notes</dt><dd className={classes.notes}>{shown.what.notes}</dd></div>}
      {failed !== undefined && <div className={classes.field}><dt>It did not open</dt><dd><Refused error={failed} /></dd></div>}
    </>
  );
}

/** The sign-in code of now, with how long it is still good. */
export function CodeOf({ organization, one }: Props) {
  const { shown, show, hide } = useShown<{ code: string; ends: number }>();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<unknown>();
  const ask = async () => {
    setFailed(undefined);
    const got = await answer(api.POST('/api/organizations/{organization}/credentials/{credential}/code', { params: { path: { organization, credential: one.id } }, body: {} }));
    return { code: got.code, ends: got.ends };
  };
  const look = async () => {
    setBusy(true);
    try {
      const { code, ends } = await ask();
      show({ code, ends: Date.now() + ends * 1000 }, ends * 1000);
    } catch (e) {
      setFailed(e);
    }
    setBusy(false);
  };
  const Icon = shown ? IconEyeOff : IconEye;
  const label = shown ? 'Hide the sign-in code' : 'Show a sign-in code';
  return (
    <>
      <div className={classes.field}>
        <dt>Sign-in code</dt>
        <dd>{shown ? <><span className={classes.secret}>{halved(shown.what.code)}</span> <Left until={shown.what.ends} /></> : <span className={classes.dots} aria-label="hidden">••• •••</span>}</dd>
        <dd className={classes.acts}>
          <ActionIcon variant="subtle" color="gray" size={36} loading={busy} onClick={() => (shown ? hide() : void look())} aria-label={label} title={label}><Icon size={19} aria-hidden /></ActionIcon>
          <CopyMark what="Sign-in code" text={() => ask().then((c) => c.code)} failed={setFailed} />
        </dd>
      </div>
      {failed !== undefined && <div className={classes.field}><dt>It did not open</dt><dd><Refused error={failed} /></dd></div>}
    </>
  );
}

function Left({ until }: { until: number }) {
  const now = useNow(until);
  return <Text component="span" role="timer" size="sm" c="dimmed">{Math.max(0, Math.ceil((until - now) / 1000))} s left</Text>;
}

/** A code as people read it out: two halves. */
function halved(code: string) {
  const half = Math.ceil(code.length / 2);
  return `${code.slice(0, half)} ${code.slice(half)}`;
}
