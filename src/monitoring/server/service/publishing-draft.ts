import type { Content } from '../../../platform/core/content.ts';
import { platformProblems, type Problem } from '../../../platform/core/problem.ts';
import { hashContent } from '../../../platform/server/content.ts';
import type { Context } from '../../../platform/server/context.ts';
import type { CompiledProtocols } from '../../core/compile.ts';
import { monitoringProblems } from '../../core/problems.ts';
import type { Protocol } from '../../core/protocol.ts';
import { editProtocol, type EditProblem, type LevelEdit } from '../../core/what-if-edit.ts';

/** The newest version of a protocol, in force or not yet: a change is made of that one. */
export function parentOf({ contents }: CompiledProtocols, protocolId: string): Content<Protocol> {
  const [newest] = contents
    .filter(({ definition }) => definition.id === protocolId)
    .toSorted((one, other) => other.definition.version - one.definition.version);
  if (newest === undefined) throw platformProblems['record.not-found']();
  return newest;
}

/** A changed protocol with another header; refuses a change that could not be judged by. */
export function draftOf(
  { definition, file }: Content<Protocol>,
  edits: readonly LevelEdit[],
  header: Partial<Pick<Protocol, 'version' | 'effectiveFrom' | 'approver'>> = {},
): Content<Protocol> {
  const edited = editProtocol(definition, edits);
  if (!edited.ok) throw problemOf(edited.problem, edited.where);
  const { effectiveTo: _effectiveTo, ...open } = edited.protocol;
  const changed: Protocol = { ...open, ...header };
  return { definition: changed, contentHash: hashContent(changed), file };
}

function problemOf(problem: EditProblem, where: string): Problem {
  switch (problem) {
    case 'unknown':
      return monitoringProblems['monitoring.change-unknown']({ where });
    case 'nothing-changes':
      return monitoringProblems['monitoring.change-empty']();
    case 'units-disagree':
      return monitoringProblems['monitoring.units-disagree']({ where });
    case 'levels-out-of-order':
      return monitoringProblems['monitoring.levels-out-of-order']({ where });
    case 'unusable':
      return monitoringProblems['monitoring.change-unusable']({ where });
  }
}

/** The person who acts; machines and jobs propose and approve nothing. */
export function authorOf({ caller }: Context): string {
  if (caller.id === null) throw platformProblems['request.invalid']({ reason: 'author' });
  return caller.id;
}
