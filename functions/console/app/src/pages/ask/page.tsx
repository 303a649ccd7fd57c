import { Button, Stack, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { answer, api, useRepeatKey, type Schemas } from '../../api/client';
import { problemOf } from '../../api/problem';
import { given, mailAddress, useForm } from '../../parts/form';
import { withScheme } from '../../parts/place';
import { Refused } from '../../parts/refused';
import { Card, Sheet } from '../../parts/sheet';
import { Standing } from '../../parts/standing';
import { Catalogue } from './catalogue';

/** Asks an outside owner for the use of an account. */
export default function Ask({ organization }: { organization: string }) {
  const queries = useQueryClient();
  const [, go] = useLocation();
  const repeat = useRepeatKey();
  const form = useForm({ name: '', address: '', owner: '', message: '' }, (v) => ({
    name: given(v.name, 'The account, as its owner will know it.'),
    address: given(v.address, 'Where one signs in, like https://social.example/login.'),
    owner: mailAddress(v.owner),
  }));
  const ask = useMutation({
    mutationFn: async (body: Schemas['DelegationAsk']) => {
      const asking = api.POST('/api/organizations/{organization}/delegations/ask', {
        params: { path: { organization }, header: repeat(body) }, body,
      });
      const made = await answer(asking);
      return { made, joined: isOlder(made, (await asking).response) };
    },
    onError: (e) => form.refuse(problemOf(e)),
    onSuccess: async ({ made, joined }) => {
      await queries.invalidateQueries({ queryKey: ['organization', organization, 'resources'] });
      go(`/organizations/${organization}/resources/${made.id}`, { replace: true, state: { joined } });
    },
  });
  const send = form.submit((v) => {
    const message = v.message.trim();
    ask.mutate({ name: v.name.trim(), address: withScheme(v.address.trim()), owner: v.owner.trim(), ...(message && { message }) });
  });
  const take = (app: Schemas['App']) => {
    form.set('name', app.name);
    form.set('address', app.address);
  };
  return (
    <Sheet title="Ask an owner for access" lead="They get a mail with a link. If they agree they give the login, and your team signs in without being shown it." back={{ href: '/', name: 'Start' }}>
      <Standing organization={organization} />
      <Card>
        <form ref={form.attach} onSubmit={send} noValidate>
          <Stack gap="md">
            <TextInput label="Account" description="As its owner will know it, like “Social account”." maxLength={120} {...form.text('name')} />
            <Catalogue typed={form.values.name} take={take} />
            <TextInput label="Address" description="Where one signs in." inputMode="url" autoCapitalize="none" maxLength={2000} {...form.text('address')} />
            <TextInput label="Owner’s email" type="email" autoComplete="off" maxLength={320} {...form.text('owner')} />
            <Textarea label="Message to them" description="If you like: what you need it for." autosize minRows={3} maxRows={8} maxLength={1000} {...form.text('message')} />
            <Refused error={ask.error} beside={['name', 'address', 'owner', 'message']} />
            <Button type="submit" loading={ask.isPending}>Ask for access</Button>
          </Stack>
        </form>
      </Card>
    </Sheet>
  );
}

const fresh = 60_000; // ms between what is asked now and the answer to it, at most

/** Whether the request that was answered is an older one, which this one joined. By the service's own clock, if it tells. */
function isOlder(made: Schemas['Resource'], response: Response) {
  const now = Date.parse(response.headers.get('date') ?? '') || Date.now();
  return made.lender !== undefined && now - Date.parse(made.lender.since) > fresh;
}
