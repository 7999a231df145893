import { Compile } from 'typebox/compile';

import type { Content } from '../../platform/core/content.ts';
import type { Context } from '../../platform/server/context.ts';
import { hashContent } from '../../platform/server/content.ts';
import { protocolProblems } from '../core/check-protocol.ts';
import { compileProtocols, type CompiledProtocols } from '../core/compile.ts';
import { Protocol } from '../core/protocol.ts';
import { protocolsInUse } from './content.ts';
import { selectApproved, selectReleaseNumber, type ChangeRow } from './store/publishing.ts';

interface Release {
  readonly number: number;
  readonly protocols: CompiledProtocols;
  /** Approved changes that this release of Enlace cannot use: by their id, which version of what. */
  readonly unusable: ReadonlyMap<string, string>;
}

const releases = new Map<string, Release>();
const none: ReadonlyMap<string, string> = new Map();

/**
 * The protocols that judge the organization's readings: what ships, and above it the organization's own
 * versions, each from its day on. One row is read to know whether what is in memory holds; a version
 * that cannot be used is left out, and the one before it goes on judging.
 */
export async function loadProtocolsOf(context: Context): Promise<CompiledProtocols> {
  return (await loadRelease(context)).protocols;
}

/** As `loadProtocolsOf`, with what had to be left out. */
export async function loadRelease({ tx, caller }: Context): Promise<Release> {
  const { organizationId } = caller;
  const number = await selectReleaseNumber(tx, organizationId);
  const known = releases.get(organizationId);
  if (known?.number === number) return known;
  if (number === 0) return { number, protocols: protocolsInUse(), unusable: none };
  const release = layered(number, await selectApproved(tx, organizationId));
  releases.set(organizationId, release);
  return release;
}

const validator = Compile(Protocol);

function layered(number: number, rows: readonly ChangeRow[]): Release {
  const contents: Content<Protocol>[] = [];
  const unusable = new Map<string, string>();
  for (const row of rows) {
    const content = contentOf(row);
    if (content === undefined) unusable.set(row.id, `${row.protocolId} ${row.version ?? '?'}`);
    else contents.push(content);
  }
  const protocols = compileProtocols([...protocolsInUse().contents, ...contents]);
  return { number, protocols, unusable };
}

/** A stored version, when it is what was approved and this release understands it. */
function contentOf({ definition, contentHash, id }: ChangeRow): Content<Protocol> | undefined {
  if (!validator.Check(definition) || protocolProblems(definition).length > 0) return undefined;
  if (contentHash === null || hashContent(definition) !== contentHash) return undefined;
  return { definition, contentHash, file: `protocol-change/${id}` };
}
