import { useQuery } from '@tanstack/react-query';

import { useSay } from '../../platform/web/language.ts';
import { contentQuery } from '../../platform/web/query.ts';
import { listProgramsRoute } from '../contract/organization.ts';

/** The programs that patients can be enrolled in; content, so they are read once. */
export function usePrograms() {
  return useQuery(contentQuery(listProgramsRoute, {})).data?.programs ?? [];
}

/** The name of a program in the reader's language; its code while the names are on their way. */
export function useProgramName(): (program: string) => string {
  const programs = usePrograms();
  const say = useSay();
  return (program) => {
    const known = programs.find((one) => one.id === program);
    return known ? say(known.label) : program.toUpperCase();
  };
}
