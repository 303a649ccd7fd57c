import { VisuallyHidden } from '@mantine/core';
import { problemOf } from '../api/problem';
import { Note } from './note';

/** What a refusal says, above the button that caused it. Reasons of fields that are shown beside them are left out. */
export function Refused({ error, beside = [] }: { error: unknown; beside?: string[] }) {
  if (!error) return null;
  const problem = problemOf(error);
  const reasons = Object.entries(problem.fields).filter(([name]) => !beside.includes(name));
  if (reasons.length === 0 && Object.keys(problem.fields).length > 0) {
    return <VisuallyHidden role="alert">Please look at the marked fields.</VisuallyHidden>;
  }
  return (
    <Note>
      {problem.message}
      {reasons.map(([name, reason]) => <div key={name}>{name}: {reason}</div>)}
    </Note>
  );
}
