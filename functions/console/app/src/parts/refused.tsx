import { Alert, VisuallyHidden } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { problemOf } from '../api/problem';

/** What a refusal says, above the button that caused it. Reasons of fields that are shown beside them are left out. */
export function Refused({ error, beside = [] }: { error: unknown; beside?: string[] }) {
  if (!error) return null;
  const problem = problemOf(error);
  const reasons = Object.entries(problem.fields).filter(([name]) => !beside.includes(name));
  if (reasons.length === 0 && Object.keys(problem.fields).length > 0) {
    return <VisuallyHidden role="alert">Please look at the marked fields.</VisuallyHidden>;
  }
  return (
    <div role="alert">
      <Alert color="red" variant="light" icon={<IconAlertCircle aria-hidden />} py="sm">
        {problem.message}
        {reasons.map(([name, reason]) => <div key={name}>{name}: {reason}</div>)}
      </Alert>
    </div>
  );
}
