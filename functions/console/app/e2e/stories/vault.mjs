// The everyday vault of a provider (rules C2, C9, C11, C13, F3, G5, S7): kept, found, shown, changed, brought in,
// judged and taken along.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { groupOf, invites, keeps, signsUp } from '../acts.mjs';

const name = 'Fenwick IT';

export async function play(t) {
  const mara = await t.person('Mara Quist');
  const ned = await t.person('Ned Aliyev', { phone: true, dark: true });
  const s = { t, mara, ned, firewall: t.secret('the firewall’s password', 'fire-Gantry-5180-clay') };
  s.rotated = t.secret('the firewall’s new password', 'fire-Gantry-9021-silt');
  s.wifi = t.secret('the Wi-Fi’s password', 'wifi-Trellis-2904-dune');
  await filing(s);
  await finding(s);
  await opening(s);
  await several(s);
  await importing(s);
  await taking(s);
}

async function filing({ t, mara, ned, ...s }) {
  let here;
  await t.step('Mara signs up Fenwick IT and is in by the mailed link', async () => {
    here = await signsUp(mara, name);
  });
  await t.step('Ned joins by mail, on a phone', () => invites(mara, here, ned, name));
  await t.step('She makes a group of him', () => groupOf(mara, here, 'Alder crew', ned));
  await t.step('She adds the client Alder Dental, for his group, with a folder in it', async () => {
    await mara.follow('Vault');
    await mara.follow('New client');
    await mara.fills({ Name: 'Alder Dental' });
    await mara.tick('Some groups, and admins');
    await mara.tick('Alder crew (1)');
    await mara.press('Add the client');
    await mara.reads('For Alder crew, and admins.');
    await mara.follow('New folder in it');
    await mara.fills({ Name: 'Network' });
    await mara.press('Make the folder');
    await mara.reads('Alder Dental / Network');
  });
  await t.step('She keeps the firewall there, and the Wi-Fi at the top', async () => {
    await keeps(mara, here, { Name: 'Edge firewall', Username: 'netadmin', Password: s.firewall, Address: 'https://fw.alder.example', Tags: 'rack 2' }, { Type: 'Firewall', Folder: 'Alder Dental / Network' });
    await mara.reads('Alder Dental / Network');
    await keeps(mara, here, { Name: 'Office Wi-Fi', Password: s.wifi });
    await mara.reads('At the top, for every member');
  });
}

/** What the list has now. */
const listed = (one, count) => one.reads(count === 1 ? '1 credential' : `${count} credentials`);

async function finding({ t, mara, ned }) {
  await t.step('Ned finds both, and Alder’s firewall by the beginnings of its words', async () => {
    await ned.follow('Vault');
    await listed(ned, 2);
    for (const words of ['al fir', 'rack', 'netad']) {
      await ned.fills({ 'Search the vault': words });
      await listed(ned, 1);
      await ned.reads('Edge firewall');
    }
  });
  await t.step('What nobody keeps is found by nobody, and the page says how to search', async () => {
    await mara.follow('Vault');
    await mara.fills({ 'Search the vault': 'mainframe' });
    await mara.reads('Nothing found', 'Each word you type is the beginning');
  });
}

async function opening({ t, mara, ned, firewall, rotated }) {
  await t.step('Ned shows the firewall’s password', async () => {
    await ned.fills({ 'Search the vault': 'fire' });
    await ned.follow(/^Edge firewall/);
    await ned.headed('Edge firewall');
    await ned.press('Show the password');
    await ned.reads(firewall, 'Hides itself after 30 seconds.');
  }, { shown: ['the firewall’s password'] });
  await t.step('He hides it: it is nowhere', () => ned.press('Hide the password'));
  await t.step('He copies it without seeing it', async () => {
    await ned.press('Copy password');
    await ned.button('Password copied').waitFor();
    assert.equal(await ned.page.evaluate(() => navigator.clipboard.readText()), firewall);
  });
  await t.step('He shows it and goes elsewhere: it is gone when he is back', async () => {
    await ned.press('Show the password');
    await ned.reads(firewall);
    await ned.page.goBack();
    await ned.page.goForward();
    await ned.headed('Edge firewall');
    await ned.button('Show the password').waitFor();
  });
  await t.step('Mara changes the password, and sees that Ned had received the old one', async () => {
    await mara.fills({ 'Search the vault': 'al fir' });
    await mara.follow(/^Edge firewall/);
    await mara.headed('Edge firewall');
    await mara.reads('Who received it', 'Ned Aliyev');
    await mara.follow('Change password');
    await mara.fills({ 'New password': rotated });
    await mara.press('Change password');
    await mara.reads('changed the password', 'version 2');
  });
  await t.step('She looks at version 1 in the change log', async () => {
    await mara.press('Show version 1');
    await mara.reads(firewall);
  }, { shown: ['the firewall’s password'] });
  await t.step('She hides it and makes it the newest, which is asked for first', async () => {
    await mara.press('Hide');
    await mara.press('Make it the newest…');
    await mara.press('Make version 1 the newest');
    await mara.reads('made an earlier version the newest', 'version 3');
  });
}

async function several({ t, mara, ned }) {
  await t.step('With both selected she adds a tag, and disables them, and the page says of each what happened', async () => {
    await mara.follow('Network');
    await mara.follow('Everything');
    await listed(mara, 2);
    await mara.tick('Select Edge firewall');
    await mara.press('Select all 2');
    await mara.press('Tags…');
    await mara.fills({ Add: 'audit 2026' });
    await mara.press('Change tags');
    await mara.reads('2 of 2 are as you wanted.');
    await mara.press('Close');
    await mara.reads('audit 2026');
    await mara.tick('Select Office Wi-Fi');
    await mara.press('Disable…');
    await mara.reads('They are closed to everybody at once');
    await mara.press('Disable 1 credential');
    await mara.reads('1 of 1 are as you wanted.');
    await mara.press('Close');
  });
  await t.step('To Ned it is closed, and the page says why', async () => {
    await ned.page.goBack();
    await ned.fills({ 'Search the vault': 'office' });
    await ned.follow(/^Office Wi-Fi/);
    await ned.reads('It opens for nobody.');
    assert.equal(await ned.button('Show the password').count(), 0);
  });
  await t.step('She enables it again', async () => {
    await mara.follow(/^Office Wi-Fi/);
    await mara.follow('enable it again');
    await mara.press('Enable Office Wi-Fi');
    await mara.button('Show the password').waitFor();
  });
}

async function importing({ t, mara }) {
  const brought = t.secret('a password of the file', 'brought-Quarry-6001-moth');
  const file = `name,url,username,password,note\r\nRegistrar,https://registrar.example,fenwick,${brought},\r\nBackup portal,https://backup.example,fenwick,${brought},"two lines\r\nof notes"\r\nOld printer,https://printer.example,admin,admin1234,\r\nEdge firewall,https://fw.alder.example,netadmin,brought-Sluice-4150-fir,\r\n,,,,\r\n`;
  await t.step('She chooses a file of a browser; the dry run says of each row what would become of it', async () => {
    await mara.follow('Vault');
    await mara.follow('Import');
    await mara.follow('Import a file');
    await mara.page.locator('input[type=file]').setInputFiles({ name: 'passwords.csv', mimeType: 'text/csv', buffer: Buffer.from(file) });
    await mara.headed('What the columns become');
    await mara.press('See what would become of it');
    await mara.headed('passwords');
    await mara.reads('Nothing is imported yet', 'New 3', 'Duplicates 1', 'Like Edge firewall, which is there.');
  });
  await t.step('She imports what is new', async () => {
    await mara.press('Import 3 credentials');
    await mara.reads('All rows of the file are dealt with.', 'Delete the file now');
  });
  await t.step('Health names the weak one and those that share a password, and shows none', async () => {
    await mara.follow('Import');
    await mara.follow('Settings');
    await mara.follow('Vault');
    await listed(mara, 5);
    await mara.follow('Password health');
    await mara.press('Look at them');
    await mara.reads('Weak (1)', 'Old printer', 'Used more than once (2)', 'the same as Registrar');
  });
  await t.step('She uses one of them and undoes the import: all goes but that, which is named', async () => {
    await mara.follow(/^Registrar/);
    await mara.press('Copy password');
    await mara.button('Password copied').waitFor();
    await mara.page.goBack();
    await mara.follow('Vault');
    await mara.follow('Import');
    await mara.follow(/^passwords/);
    await mara.follow('Undo this import…');
    await mara.reads('3 credentials');
    await mara.press('Undo the import');
    await mara.reads('2 credentials taken away, 1 stays.', 'Registrar');
  });
}

async function taking({ t, mara, wifi, firewall }) {
  await t.step('She takes the vault along as a file: it has what she may see, and the page has none of it', async () => {
    await mara.follow('Imports');
    await mara.follow('Settings');
    await mara.follow('Vault');
    await mara.follow('Export');
    const coming = mara.page.waitForEvent('download');
    await mara.press('Export');
    const file = readFileSync(await (await coming).path(), 'utf8');
    for (const secret of [wifi, firewall]) assert.ok(file.includes(secret), 'the file lacks a password');
    await mara.reads('3 saved as valetkey-vault.csv.');
  });
  await t.step('The record has who saw what, and the export', async () => {
    await mara.follow('Vault');
    await mara.follow('Record');
    await mara.reads('Edge firewall', 'Ned Aliyev');
  });
}
