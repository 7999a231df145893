import { call } from '../../platform/web/api.ts';
import { discardDrafts } from '../../platform/web/drafts.ts';
import { flushUndoable } from '../../platform/web/undoable.ts';
import { signOutRoute } from '../contract/sign-in.ts';

/** Signs out: drafts go, and a new page makes sure that nothing of a patient stays in memory. */
export async function leave(): Promise<void> {
  await flushUndoable();
  discardDrafts();
  await call(signOutRoute, {}).catch(() => undefined);
  window.location.assign('/sign-in');
}
