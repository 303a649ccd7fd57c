import { IconBriefcase, IconBuilding, IconFileImport, IconKey, IconTags, IconWebhook } from '@tabler/icons-react';
import type { Schemas } from '../../api/client';
import { Mark } from '../../parts/mark';
import { Row, Rows } from '../../parts/rows';
import { usePartners } from '../sites/queries';

/** The ways from the settings to what has a page of its own. */
export function Ways({ organization, role }: { organization: string; role: Schemas['Membership']['role'] }) {
  const reads = role === 'admin' || role === 'auditor';
  const partners = usePartners(organization, reads);
  const provider = partners.data?.items.find((p) => p.is === 'provider');
  const here = `/organizations/${organization}`;
  return (
    <Rows label="Settings">
      <Row href={`${here}/lock`} mark={<Mark icon={IconKey} />} name="Organization key" sub="What secrets open only with; recovery; replacing keys." />
      {reads && provider && <Row href={`${here}/provider`} mark={<Mark icon={IconBuilding} />} name="Our provider" sub={`${provider.name}: what it may do here, and what it sees.`} />}
      {reads && partners.data && !provider && <Row href={`${here}/sites`} mark={<Mark icon={IconBriefcase} />} name="Sites" sub="Clients that sign in themselves." />}
      <Row href={`${here}/types`} mark={<Mark icon={IconTags} />} name="Credential types" sub="What a credential can be, and how old a secret may get." />
      {reads && <Row href={`${here}/import`} mark={<Mark icon={IconFileImport} />} name="Import" sub="Credentials from another password manager's file." />}
      {reads && <Row href={`${here}/webhooks`} mark={<Mark icon={IconWebhook} />} name="Webhooks" sub="Addresses that are told when access opens or ends." />}
    </Rows>
  );
}
