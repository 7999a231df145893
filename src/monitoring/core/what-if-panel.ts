import type { Difference } from './what-if-difference.ts';

/** What a change does to one rule over many patients. */
export interface RuleSum {
  readonly asIs: number;
  readonly changed: number;
  readonly gone: number;
  readonly new: number;
  readonly priority: number;
  readonly moved: number;
  /** Patients with an alert of the rule as it is, and with the change. */
  readonly patientsAsIs: number;
  readonly patientsChanged: number;
  /** Patients for whom something is different. */
  readonly patientsAffected: number;
}

export interface PatientSum {
  readonly patientId: string;
  readonly asIs: number;
  readonly changed: number;
  /** Alerts that would have gone, come, or been more or less urgent. */
  readonly different: number;
}

/** What a change does to the patients looked at so far. JSON-safe. */
export interface PanelSum {
  /** With readings of the protocol's kinds. */
  readonly patients: number;
  readonly readings: number;
  readonly rules: Readonly<Record<string, RuleSum>>;
  /** The most changed first. */
  readonly mostChanged: readonly PatientSum[];
}

export const emptyPanel: PanelSum = { patients: 0, readings: 0, rules: {}, mostChanged: [] };

const noRule: RuleSum = {
  ...{ asIs: 0, changed: 0, gone: 0, new: 0, priority: 0, moved: 0 },
  ...{ patientsAsIs: 0, patientsChanged: 0, patientsAffected: 0 },
};

const mostChangedKept = 20;

/** Adds one patient with readings: the differences by rule, and how many readings were judged. */
export function addPatient(
  sum: PanelSum,
  patientId: string,
  readings: number,
  byRule: ReadonlyMap<string, Difference>,
): PanelSum {
  const rules = { ...sum.rules };
  const own = { patientId, asIs: 0, changed: 0, different: 0 };
  for (const [ruleId, difference] of byRule) {
    rules[ruleId] = addRule(rules[ruleId] ?? noRule, difference);
    own.asIs += difference.asIs;
    own.changed += difference.changed;
    own.different += difference.gone + difference.new + difference.priority;
  }
  const listed = own.different === 0 ? sum.mostChanged : [...sum.mostChanged, own];
  return {
    patients: sum.patients + 1,
    readings: sum.readings + readings,
    rules,
    mostChanged: listed
      .toSorted((one, other) => other.different - one.different)
      .slice(0, mostChangedKept),
  };
}

function addRule(sum: RuleSum, difference: Difference): RuleSum {
  const { asIs, changed, gone, priority, moved } = difference;
  const different = gone + difference.new + priority + moved > 0;
  return {
    asIs: sum.asIs + asIs,
    changed: sum.changed + changed,
    gone: sum.gone + gone,
    new: sum.new + difference.new,
    priority: sum.priority + priority,
    moved: sum.moved + moved,
    patientsAsIs: sum.patientsAsIs + Number(asIs > 0),
    patientsChanged: sum.patientsChanged + Number(changed > 0),
    patientsAffected: sum.patientsAffected + Number(different),
  };
}

/** Alerts per 100 patients and day. */
export function burden(alerts: number, patients: number, days: number): number {
  return patients === 0 ? 0 : (alerts * 100) / (patients * days);
}
