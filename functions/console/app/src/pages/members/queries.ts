import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api, type Schemas } from '../../api/client';

const key = (organization: string) => ['organization', organization, 'members'];

/** Who is here: active, suspended and invited; or who was a member once. */
export function useMembers(organization: string, state: 'here' | 'removed' = 'here') {
  return useInfiniteQuery({
    queryKey: [...key(organization), 'list', state],
    queryFn: ({ pageParam }) =>
      answer(api.GET('/api/organizations/{organization}/members', {
        params: { path: { organization }, query: { state, limit: 100, ...(pageParam && { after: pageParam }) } },
      })),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
  });
}

/** One member, and what removing them would end. */
export function useMember(organization: string, person: string) {
  return useQuery({
    queryKey: [...key(organization), person],
    queryFn: () => answer(api.GET('/api/organizations/{organization}/members/{person}', { params: { path: { organization, person } } })),
  });
}

/** What somebody would leave behind if they were removed now. */
export function useLeaving(organization: string, person: string) {
  return useQuery({
    queryKey: [...key(organization), person, 'leaving'],
    queryFn: () => answer(api.GET('/api/organizations/{organization}/members/{person}/leaving', { params: { path: { organization, person } } })),
  });
}

/** What somebody received here and may still know. */
export function useReceived(organization: string, person: string) {
  return useInfiniteQuery({
    queryKey: [...key(organization), person, 'received'],
    queryFn: ({ pageParam }) =>
      answer(api.GET('/api/organizations/{organization}/members/{person}/received', {
        params: { path: { organization, person }, query: { limit: 50, ...(pageParam && { after: pageParam }) } },
      })),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
  });
}

/** Does something with the members and asks again for all that hangs on them: a change of one is often seen at others. */
export function useMemberAct<V = void>(organization: string, act: (v: V) => Promise<unknown>, done?: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: () => queries.invalidateQueries({ queryKey: ['organization', organization] }),
    onSuccess: async () => {
      done?.();
      await queries.invalidateQueries({ queryKey: ['me'] });
    },
  });
}

export type Role = Schemas['MemberRole']['role'];

export const roles: { value: Role; label: string; may: string }[] = [
  { value: 'user', label: 'User', may: 'Signs in to what they are put on.' },
  { value: 'reviewer', label: 'Reviewer', may: 'Also decides access requests.' },
  { value: 'auditor', label: 'Auditor', may: 'Reads the record, never a secret.' },
  { value: 'admin', label: 'Admin', may: 'Manages everything; gets in through an assignment like anyone.' },
];
