function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** A moment as the browser's date-and-time field holds it: `2026-11-21T15:30`, in the reader's own zone. */
export function localInput(at: number): string {
  const date = new Date(at);
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** The instant that such a field means; undefined while it is empty or half filled in. */
export function instantOf(local: string): string | undefined {
  const at = new Date(local);
  return local === '' || Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

/** Eight in the morning of the next day, in the reader's own zone. */
export function tomorrowMorning(now: number): number {
  const date = new Date(now);
  date.setDate(date.getDate() + 1);
  return date.setHours(8, 0, 0, 0);
}

/** The calendar day (YYYY-MM-DD) so many days after now, in the reader's own zone. */
export function dayAfter(now: number, days: number): string {
  const date = new Date(now);
  date.setDate(date.getDate() + days);
  return localInput(date.getTime()).slice(0, 10);
}
