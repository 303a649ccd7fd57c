import { OrganizationSheet } from '../../parts/organization-sheet';
import { Lent } from '../shared/lent';

/** What an organization lends to others. */
export default function Lends({ organization }: { organization: string }) {
  return (
    <OrganizationSheet organization={organization} at="lends" title="Lent to others" lead="Logins of this organization that others sign in with, because an admin answered a request with them.">
      <Lent organization={organization} />
    </OrganizationSheet>
  );
}
