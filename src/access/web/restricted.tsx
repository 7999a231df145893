import type { ReactNode } from 'react';

import type { Problem } from '../../platform/core/problem.ts';
import { BreakGlassNotice } from './break-glass-notice.tsx';

interface RestrictedProps {
  readonly problem: Problem | null;
  readonly children: ReactNode;
}

/** Shows the way into a restricted record where one was refused, and otherwise what is within. */
export function Restricted({ problem, children }: RestrictedProps) {
  const patientId = problem?.detail['patientId'];
  if (problem?.code === 'access.break-glass-needed' && typeof patientId === 'string') {
    return <BreakGlassNotice patientId={patientId} />;
  }
  return children;
}
