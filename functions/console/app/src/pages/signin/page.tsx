import { Anchor, Text } from '@mantine/core';
import { Link, useLocation } from 'wouter';
import { Card, Sheet } from '../../parts/sheet';
import { SignInForm } from './form';

/** Asks to sign in, at whatever address one wanted to be. */
export default function SignIn() {
  const [at] = useLocation();
  const elsewhere = at !== '/' && at !== '/sign-in';
  return (
    <Sheet
      title={elsewhere ? 'Sign in to see this' : 'Sign in'}
      lead={elsewhere ? 'You are then right where you wanted to be.' : 'Lend an account, and keep the key.'}
    >
      <Card>
        <SignInForm />
      </Card>
      <Text mt="lg" ta="center" size="sm" c="dimmed">
        Is your team new here? <Anchor component={Link} href="/sign-up">Sign up an organization</Anchor>
      </Text>
    </Sheet>
  );
}
