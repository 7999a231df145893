import { createHmac } from 'node:crypto';

/** What a vendor was given to prove its deliveries with. */
export interface VendorAccess {
  readonly address: string;
  readonly secret: string;
}

/** Delivers something as Tenovi does, signed; gives status and what became of each reading. */
export async function deliverTenovi(
  { address, secret }: VendorAccess,
  told: Readonly<Record<string, unknown>>,
): Promise<string> {
  const body = JSON.stringify({ patient_id: '', timezone_offset: -300, ...told });
  const seconds = Math.floor(Date.now() / 1000);
  const signature = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  const headers = {
    'content-type': 'application/json',
    'enlace-signature': `t=${seconds},v1=${signature}`,
  };
  const response = await fetch(address, { method: 'POST', headers, body });
  const answer = (await response.json()) as { items?: { status: string }[] };
  return [response.status, ...(answer.items ?? []).map(({ status }) => status)].join(' ');
}

/** A pressure as Tenovi documents it, measured now unless `at` is given. */
export function tenoviPressure(device: string, systolic: number, at = new Date()) {
  const timestamp = at.toISOString();
  return {
    ...{ metric: 'blood_pressure', hwi_device_id: device, timestamp, estimated_timestamp: false },
    ...{ value_1: String(systolic), value_2: '78' },
  };
}
