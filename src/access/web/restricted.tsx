import type { ReactNode } from 'react';

import type { Problem } from '../../platform/core/problem.ts';
import { Page } from '../../platform/web/page.tsx';
import { BreakGlassNotice } from './break-glass-notice.tsx';

interface RestrictedProps {
  readonly problem: Problem | null;
  /** Names the screen, where the record is the whole of it. */
  readonly title?: string;
  readonly children: ReactNode;
}

/** Shows the way into a restricted record where one was refused, and otherwise what is within. */
export function Restricted({ problem, title, children }: RestrictedProps) {
  const patientId = problem?.detail['patientId'];
  if (problem?.code === 'access.break-glass-needed' && typeof patientId === 'string') {
    const notice = <BreakGlassNotice patientId={patientId} />;
    return title === undefined ? notice : <Page title={title}>{notice}</Page>;
  }
  return children;
}
