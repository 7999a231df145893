import { isUtf8 } from 'node:buffer';
import { promisify } from 'node:util';
import { gunzip, inflate } from 'node:zlib';

import { platformProblems } from '../../platform/core/problem.ts';
import { ingestProblems } from '../core/problems.ts';

const unzip = { gzip: promisify(gunzip), 'x-gzip': promisify(gunzip), deflate: promisify(inflate) };

/** What a body may become; a small one that unfolds without end is refused before it fills memory. */
const maximumBytes = 20 * 1024 * 1024;

/** The bytes of a request body without its Content-Encoding. */
export async function decodeBody(body: Buffer, encoding: string | undefined): Promise<Buffer> {
  const name = encoding?.trim().toLowerCase() ?? '';
  if (name === '' || name === 'identity') return body;
  if (!Object.hasOwn(unzip, name)) throw ingestProblems['ingest.encoding-unsupported']();
  try {
    return await unzip[name as keyof typeof unzip](body, { maxOutputLength: maximumBytes });
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'ERR_BUFFER_TOO_LARGE') throw platformProblems['request.too-large']({}, error);
    throw ingestProblems['ingest.unreadable']({ reason: 'encoding' }, error);
  }
}

/** The text of a body; bytes that are not UTF-8 are refused, not replaced. */
export function readText(body: Buffer): string {
  if (!isUtf8(body)) throw ingestProblems['ingest.unreadable']({ reason: 'utf-8' });
  return body.toString('utf8');
}

/** The JSON of a body. The parser's own message would quote it, so it goes no further. */
export function readJson(body: Buffer): unknown {
  const text = readText(body);
  try {
    return JSON.parse(text);
  } catch {
    throw ingestProblems['ingest.unreadable']({ reason: 'json' });
  }
}
