import { contentRoot, loadContent } from '../../platform/server/content.ts';
import { compileProtocols, type CompiledProtocols } from '../core/compile.ts';
import { Protocol } from '../core/protocol.ts';

/** Reads all protocols, those of the past included; throws ContentError when one is wrong. */
export function loadProtocols(folder = `${contentRoot}protocols`): CompiledProtocols {
  return compileProtocols(loadContent(folder, Protocol));
}

let release: CompiledProtocols | undefined;

/** The protocols that judge now; read once. */
export function protocolsInUse(): CompiledProtocols {
  release ??= loadProtocols();
  return release;
}
