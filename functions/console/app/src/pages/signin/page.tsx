import { Anchor, Text } from '@mantine/core';
import { Link, useLocation } from 'wouter';
import { Card, Sheet } from '../../parts/sheet';
import { SignInForm } from './form';
import { Front } from './front';

/** Asks to sign in, at whatever address one wanted to be. */
export default function SignIn() {
  const [at] = useLocation();
  if (at === '/' || at === '/sign-in') {
    return <Front><Ask title="Sign in" /></Front>;
  }
  return <Ask title="Sign in to see this" lead="You are then right where you wanted to be." />;
}

function Ask({ title, lead }: { title: string; lead?: string }) {
  return (
    <Sheet title={title} lead={lead}>
      <Card>
        <SignInForm />
      </Card>
      <Text mt="lg" ta="center" size="sm" c="dimmed">
        New here? <Anchor component={Link} href="/sign-up">Sign up your organization</Anchor>
      </Text>
    </Sheet>
  );
}
