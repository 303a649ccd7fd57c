import { ActionIcon, Avatar, Menu, Text, useMantineColorScheme } from '@mantine/core';
import { IconDeviceDesktop, IconLogout, IconMoon, IconSun } from '@tabler/icons-react';
import { useLocation } from 'wouter';
import type { Schemas } from '../api/client';
import { useSignOut } from '../api/session';

const schemes = {
  auto: { next: 'light', icon: IconDeviceDesktop, name: 'as the system' },
  light: { next: 'dark', icon: IconSun, name: 'light' },
  dark: { next: 'auto', icon: IconMoon, name: 'dark' },
} as const;

/** Who is signed in, how it looks, and the way out. */
export function PersonMenu({ me }: { me: Schemas['Me'] }) {
  const [, go] = useLocation();
  const signOut = useSignOut(() => go('/'));
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const scheme = schemes[colorScheme];
  return (
    <Menu position="bottom-end" width={260} shadow="md">
      <Menu.Target>
        <ActionIcon variant="transparent" size={40} aria-label={`Your account: ${me.person.name}`}>
          <Avatar name={me.person.name} size={32} color="pine" variant="filled" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text fw={600} size="sm" c="var(--mantine-color-text)" truncate>{me.person.name}</Text>
          <Text size="sm" c="dimmed" truncate>{me.person.email}</Text>
        </Menu.Label>
        <Menu.Divider />
        <Menu.Item
          leftSection={<scheme.icon size={18} aria-hidden />}
          closeMenuOnClick={false}
          onClick={() => setColorScheme(scheme.next)}
        >
          Colours: {scheme.name}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={18} aria-hidden />} onClick={() => signOut.mutate()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
