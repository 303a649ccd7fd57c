import { Anchor, Text } from '@mantine/core';
import { IconMailOpened } from '@tabler/icons-react';
import { Mark } from './mark';
import { Card, Sheet } from './sheet';

type Props = { title?: string; address: string; sentence: string; again: () => void; againLabel?: string };

/** Says that a mail is on its way, and what comes of it. */
export function LookIntoMailbox({ title = 'Look into your mailbox', address, sentence, again, againLabel = 'Use another address' }: Props) {
  return (
    <Sheet mark={<Mark icon={IconMailOpened} />} title={title} lead={<>A mail is on its way to <b>{address}</b>.</>}>
      <Card>
        <Text>{sentence}</Text>
        <Text mt="sm" size="sm" c="dimmed">
          Nothing there after a minute? Look among the spam.
        </Text>
        <Anchor component="button" type="button" size="sm" mt="xs" onClick={again}>{againLabel}</Anchor>
      </Card>
    </Sheet>
  );
}
