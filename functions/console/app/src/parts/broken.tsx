import { Component, type ReactNode } from 'react';
import { Button } from '@mantine/core';
import { Sheet } from './sheet';

/** Says so when a page breaks, instead of showing nothing. */
export class Broken extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <Sheet title="This page broke" lead="It is our fault. Nothing was changed by it. Load the page again; if it stays so, try later.">
        <Button onClick={() => window.location.reload()}>Load the page again</Button>
      </Sheet>
    );
  }
}
