const dayMs = 86_400_000;

/** How long a one-time link and its code open the portal. */
export const invitationHours = 72;
/** A code has a million forms: after so many wrong ones the invitation is closed. */
export const allowedAttempts = 5;

/** Whether a session is over: two weeks without use, or 90 days after it began. */
export function isSessionOver(
  session: { readonly beganAt: Date; readonly lastActiveAt: Date },
  now: Date,
): boolean {
  const unusedMs = now.getTime() - session.lastActiveAt.getTime();
  return unusedMs >= 14 * dayMs || now.getTime() - session.beganAt.getTime() >= 90 * dayMs;
}
