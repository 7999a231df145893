import type {
  CapabilityStatement,
  CapabilityStatementRestResource,
  CapabilityStatementRestResourceSearchParam,
} from '@medplum/fhirtypes';

type Parameter = readonly [string, CapabilityStatementRestResourceSearchParam['type'], string?];

const paging: readonly Parameter[] = [
  ['_id', 'token'],
  ['_count', 'number', 'Resources in a page: 50 when not said, at most 1,000.'],
];

/** What the facade can do, as FHIR says it. The same for every caller: it tells nothing of anybody. */
export function capabilityStatement(base: string, startedAt: Date): CapabilityStatement {
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: startedAt.toISOString(),
    kind: 'instance',
    software: { name: 'Enlace' },
    implementation: { description: 'Enlace', url: base },
    fhirVersion: '4.0.1',
    format: ['json', 'application/fhir+json'],
    rest: [
      {
        mode: 'server',
        documentation:
          'Dates without an offset are UTC. A search by a parameter that is not listed is refused. ' +
          'Messages are English with a Spanish translation in the translation extension.',
        security: {
          description:
            'Bearer token with scopes of SMART App Launch 2 (system/Observation.c), bound to an organization and, where so made, to a practice or a patient.',
        },
        interaction: [{ code: 'batch' }, { code: 'transaction' }],
        resource: resources(),
      },
    ],
  };
}

function resources(): CapabilityStatementRestResource[] {
  return [
    {
      ...resource('Observation', [
        ['patient', 'reference', 'Needed unless _id is given or the token is bound to a patient.'],
        ['subject', 'reference'],
        ['code', 'token'],
        ['category', 'token'],
        ['date', 'date', 'Prefixes eq, gt, ge, lt, le, sa and eb.'],
        ['status', 'token'],
      ]),
      interaction: [{ code: 'read' }, { code: 'search-type' }, { code: 'create' }],
      conditionalCreate: true,
      documentation:
        '_sort by date, newest first when not said. Conditional create by identifier. entered-in-error withdraws what was sent before.',
    },
    resource('Patient', [
      ['identifier', 'token'],
      ['active', 'token'],
    ]),
    resource('Device', [
      ['patient', 'reference'],
      ['identifier', 'token'],
      ['status', 'token'],
    ]),
    resource('Task', [
      ['patient', 'reference'],
      ['subject', 'reference'],
      ['code', 'token'],
      ['status', 'token'],
      ['priority', 'token'],
      ['authored-on', 'date'],
      ['date', 'date', 'The same as authored-on.'],
    ]),
  ];
}

function resource(
  type: 'Observation' | 'Patient' | 'Device' | 'Task',
  parameters: readonly Parameter[],
): CapabilityStatementRestResource {
  return {
    type,
    interaction: [{ code: 'read' }, { code: 'search-type' }],
    searchParam: [...parameters, ...paging].map(([name, kind, documentation]) => ({
      name,
      type: kind,
      ...(documentation === undefined ? {} : { documentation }),
    })),
  };
}
