// What people do in more than one story.

/** Signs up an organization by its pages and the mail, and answers its address. */
export async function signsUp(one, organization) {
  await one.open('/sign-up');
  await one.fills({ Organization: organization, 'Your name': one.name, 'Your work email': one.email, Password: one.password });
  await one.press('Sign up');
  await one.headed('Look into your mailbox');
  await one.openMail('Confirm your mail address');
  await one.fills({ Password: one.password });
  await one.press('Confirm and sign in');
  return entered(one, organization);
}

/** Waits for the way into an organization and takes it. */
export async function entered(one, organization) {
  await one.wait(one.page.getByRole('link', { name: organization }).first(), `the way to ${organization}`);
  await one.follow(organization);
  await one.headed(organization);
  return new URL(one.page.url()).pathname;
}

/** Has an admin invite somebody new, who joins by the mailed link and code. */
export async function invites(admin, here, one, organization, role = 'User') {
  await admin.open(`${here}/invite`);
  await admin.fills({ 'Their email': one.email });
  await admin.choose('Role', role);
  await admin.press('Invite');
  await admin.headed('Invited');
  return joins(one, organization);
}

/** Accepts a mailed invitation as somebody new. */
export async function joins(one, organization) {
  await one.openMail('invites you');
  await one.press('Send me the code');
  const { code } = await one.mail('code');
  await one.fills({ 'Code from the mail': code, 'Your name': one.name, 'Choose a password': one.password });
  await one.press(`Join ${organization}`);
  return entered(one, organization);
}

/** Makes a group of somebody. */
export async function groupOf(admin, here, called, ...people) {
  await admin.open(here);
  await admin.follow('Groups');
  await admin.fills({ Name: called });
  await admin.press('Make the group');
  await admin.headed(called);
  for (const one of people) {
    await admin.choose('Put somebody in', one.name);
    await admin.press('Put in');
    await admin.button(`Take out ${one.name}`).waitFor();
  }
}

/** Keeps a credential of the organization's. */
export async function keeps(admin, here, fields, choices = {}) {
  await admin.open(`${here}/vault`);
  await admin.follow('New');
  for (const [label, option] of Object.entries(choices)) await admin.choose(label, option);
  await admin.fills(fields);
  await admin.press('Keep it');
  await admin.headed(fields.Name);
}

/** Makes a site of a new client, and answers its address at the provider. */
export async function makesSite(admin, here, called) {
  await admin.open(`${here}/settings`);
  await admin.follow(/^Sites/);
  await admin.follow('Add a site');
  await admin.fills({ Name: called });
  await admin.press('Add the site');
  await admin.headed(called);
  return new URL(admin.page.url()).pathname;
}

/** Sets an organization key of six words that the page makes, and answers it with its recovery code. */
export async function locks(admin, called, { act = 'Set the organization key', known = '' } = {}) {
  if (!known) {
    await admin.follow('Settings');
    await admin.follow(/^Organization key/);
    await admin.follow('Set one');
  }
  const words = admin.page.getByText(/^[a-z-]+( [a-z-]+){5}$/).first();
  await admin.wait(words, 'six words');
  const key = admin.stage.secret(`the organization key${known}`, await words.innerText());
  await admin.fills({ 'Type it again, from where you wrote it down': key });
  await admin.press(act);
  const dialog = admin.page.getByRole('dialog', { name: 'Now the recovery code' });
  await admin.wait(dialog, 'the recovery code');
  const code = admin.stage.secret(`the recovery code${known}`, await dialog.locator('[class*=value]').innerText());
  await admin.tick('I keep it in a safe place');
  await admin.press('Go on');
  await admin.reads('An organization key is set');
  return { key, code };
}
