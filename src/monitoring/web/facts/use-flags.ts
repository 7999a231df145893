import { useSay } from '../../../platform/web/language.ts';
import { useMinuteEnd } from '../../../platform/web/now.ts';
import { isInForce, type PatientFacts } from './facts-query.ts';

/** The flags that apply now, entered or implied by conditions, in the reader's language. */
export function useFlags(facts: PatientFacts | undefined): string[] {
  const say = useSay();
  const now = useMinuteEnd();
  if (facts === undefined) return [];
  const entered = facts.facts.filter((fact) => fact.value === null && isInForce(fact, now));
  const flags = new Set([...entered, ...facts.fromConditions].map(({ fact }) => fact));
  return [...flags].map((flag) => {
    const known = facts.known.find((one) => one.fact === flag);
    return known ? say(known.label) : flag;
  });
}
