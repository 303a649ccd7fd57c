import { firstLength, inLength, offered, secondsOf, wrongLength } from '../../app/src/parts/length';
import { answer, api, refusalOf } from './api';
import type { Item } from './here';
import { button, h } from './view';

/** Asks for access in place, by the same rules as the console's page: how long, and why. */
export function askForm(organization: string, { resource, name, access }: Item, then: { sent: () => void; left: () => void }) {
  const { assignment, policy } = access!;
  const longest = policy.justInTime ? (policy.longest ?? 0) : 0;
  const needed = Boolean(policy.automatic || policy.reason);
  const key = crypto.randomUUID(); // of this form: sent twice, it asks once
  const length = longest > 0 ? lengthField(longest) : undefined;
  const reason = h('textarea', { rows: '2', maxlength: '1000' });
  const wrong = h('p', { class: 'wrong', role: 'alert' });
  const send = h('button', { type: 'submit', class: 'main' }, policy.automatic ? 'Open it' : 'Request access');
  const submit = async (e: Event) => {
    e.preventDefault();
    const why = reason.value.trim();
    wrong.textContent = length?.wrong() ?? (needed && why === '' ? 'Why do you need it? A sentence is enough.' : '');
    if (wrong.textContent) return;
    send.disabled = true;
    try {
      await answer(api.POST('/api/organizations/{organization}/resources/{resource}/requests', {
        params: { path: { organization, resource: resource! }, header: { 'Idempotency-Key': key } },
        body: { assignment, ...(length && { length: length.seconds() }), ...(why && { reason: why }) },
      }));
      then.sent();
    } catch (problem) {
      wrong.textContent = refusalOf(problem).message;
      send.disabled = false;
    }
  };
  return h('form', { submit: (e) => void submit(e), 'aria-label': `Request access: ${name}`, novalidate: true },
    length?.field,
    h('label', {}, needed ? 'Why?' : 'Why? (if you like)', reason),
    h('p', { class: 'quiet' }, policy.automatic ? 'It opens at once, and goes on record.' : 'Those who may decide get a mail, and you are mailed the decision.'),
    wrong,
    h('div', { class: 'acts' }, send, button('Cancel', then.left, { class: 'link' })),
  );
}

function lengthField(longest: number) {
  const own = h('input', { inputmode: 'decimal', 'aria-label': 'Other length, in hours', placeholder: 'Hours', hidden: true, maxlength: '8' });
  const choice = h('select', { change: () => (own.hidden = choice.value !== 'own') },
    ...offered(longest).map((s) => h('option', { value: String(s) }, inLength(s))), h('option', { value: 'own' }, 'Other…'));
  const value = () => ({ ...firstLength(0), length: choice.value, amount: own.value });
  return { field: h('label', {}, 'For how long?', choice, own), seconds: () => secondsOf(value()), wrong: () => wrongLength(value(), longest) };
}
