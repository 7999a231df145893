import { loadRelease } from '../../monitoring/server/protocol-release.ts';
import type { Runtime } from '../runtime.ts';
import { asSystem } from './command.ts';
import type { DoctorFinding } from './doctor-finding.ts';

/** Whether every protocol version that an organization published can be used by this build. */
export async function examineProtocols(
  runtime: Pick<Runtime, 'database' | 'clock'>,
  organizations: readonly string[],
): Promise<DoctorFinding> {
  const left: string[] = [];
  for (const organizationId of organizations) {
    const { unusable } = await asSystem(runtime, organizationId, loadRelease);
    left.push(...[...unusable.values()].map((version) => `${version} (${organizationId})`));
  }
  const check = 'published protocols';
  if (left.length === 0) return { check, state: 'ok', says: 'every version can be used' };
  return {
    ...{ check, state: 'problem', says: `cannot be used: ${left.join(', ')}` },
    advice:
      'The version before goes on judging. Run the release of Enlace that published it, or propose the change again under Protocols.',
  };
}
