import { ActionIcon, Button, Popover, Stack, Text, useMantineColorScheme } from '@mantine/core';
import { IconDeviceDesktop, IconLogout, IconMoon, IconSun, IconUserCircle } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { Schemas } from '../api/client';
import { useSignOut } from '../api/session';
import { Initials, initials } from './mark';
import { Organizations } from './organizations';
import { Refused } from './refused';

const schemes = {
  auto: { next: 'light', icon: IconDeviceDesktop, name: 'as the system' },
  light: { next: 'dark', icon: IconSun, name: 'light' },
  dark: { next: 'auto', icon: IconMoon, name: 'dark' },
} as const;

/** Who is signed in, where they are a member, how it looks, and the way out. */
export function PersonMenu({ me }: { me: Schemas['Me'] }) {
  const [, go] = useLocation();
  const signOut = useSignOut(() => go('/'));
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const scheme = schemes[colorScheme];
  const [opened, setOpened] = useState(false);
  const shut = () => setOpened(false);
  const short = initials(me.person.name);
  return (
    <Popover position="bottom-end" width={270} shadow="md" trapFocus returnFocus opened={opened} onChange={setOpened}>
      <Popover.Target>
        <ActionIcon variant="transparent" size={40} onClick={() => setOpened(!opened)} aria-label={`${short}, your account: ${me.person.name}`}>
          <Initials name={me.person.name} round />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <Text fw={600} truncate>{me.person.name}</Text>
        <Text size="sm" c="dimmed" truncate>{me.person.email}</Text>
        <Organizations memberships={me.memberships} go={shut} />
        <Stack gap={6} mt="sm">
          <Refused error={signOut.error} />
          <Button
            component={Link} href="/account" onClick={shut}
            variant="default" size="sm" justify="flex-start" leftSection={<IconUserCircle size={18} aria-hidden />}
          >
            Your account
          </Button>
          <Button
            variant="default" size="sm" justify="flex-start" leftSection={<scheme.icon size={18} aria-hidden />}
            onClick={() => setColorScheme(scheme.next)}
          >
            Colours: {scheme.name}
          </Button>
          <Button
            variant="default" size="sm" justify="flex-start" leftSection={<IconLogout size={18} aria-hidden />}
            loading={signOut.isPending} onClick={() => signOut.mutate()}
          >
            Sign out
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
