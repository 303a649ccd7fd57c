/** Where the types of an organization are kept in the page. */
export const typesKey = (organization: string) => ['organization', organization, 'types'];
