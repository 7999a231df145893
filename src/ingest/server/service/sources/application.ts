import type { Application } from '../../../core/vendors/link.ts';
import type { Seal } from './seal.ts';

/** Keeps an organization's application at a vendor under the seal. */
export function sealApplication(seal: Seal, application: Application): Buffer {
  return seal.seal(JSON.stringify(application));
}

/** The application that was sealed; null when there is none, or the installation's secret has changed since. */
export function openApplication(seal: Seal, sealed: Buffer | null): Application | null {
  const text = sealed === null ? null : openText(seal, sealed);
  return text === null ? null : (JSON.parse(text) as Application);
}

/** What was sealed; null when the installation's secret has changed since. */
export function openText(seal: Seal, sealed: Buffer): string | null {
  try {
    return seal.open(sealed);
  } catch {
    return null;
  }
}
