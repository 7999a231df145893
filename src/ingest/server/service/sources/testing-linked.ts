import type { SourceSecret } from '../../../contract/sources.ts';
import { createVendorTest, testSecret, type VendorTest } from '../../routes/testing-vendors.ts';
import { findSource } from '../../store/sources.ts';
import type { VendorSetting } from './deliver.ts';
import { fetchDue } from './fetch.ts';
import { createSeal } from './seal.ts';
import type { LinkedSource } from './tokens.ts';
import { openVendorPeer, type VendorPeer } from './testing-vendor-peer.ts';

export const account = '12345';
export const start = new Date('2026-11-20T18:00:00Z');

/** One person's account at a vendor of this machine, linked. */
export interface LinkedTest {
  readonly v: VendorTest;
  readonly setting: VendorSetting;
  /** The vendor, our source for it, and the patient whose account it is: of the last `link`. */
  peer: VendorPeer;
  source: SourceSecret;
  patientId: string;
  /** Opens a vendor, links one account, and saves the organization's application. */
  link(vendor: 'withings' | 'dexcom' | 'ihealth'): Promise<void>;
  unlink(): Promise<void>;
  saveApplication(clientSecret: string): Promise<void>;
  /** Links the account again with the tokens that are good at the vendor. */
  relink(): Promise<void>;
  fetchAll(): Promise<void>;
  pass(minutes: number): void;
  /** The account as the screen shows it. */
  linked(): Promise<Record<string, unknown>>;
  /** The open work of operations on the access to this source. */
  work(): Promise<{ en: string | null; priority: number }[]>;
  readings(): Promise<{ value: number; corrected: string | null }[]>;
  /** The answers that were kept; of one that corrects something a second record says so, without the body. */
  deliveries(): Promise<{ body: Buffer; message_id: string }[]>;
  row(): Promise<LinkedSource>;
}

/** The webhooks and the poller on a database of their own; `link` gives them a vendor. */
export async function createLinkedTest(): Promise<LinkedTest> {
  const v = await createVendorTest();
  const { ingest, db } = v.t;
  const clock = () => v.t.now;
  const setting = { database: db.database, ingest, seal: createSeal(testSecret), clock };
  const accounts = () => `/api/sources/${l.source.id}/accounts`;
  const l: LinkedTest = {
    ...{ v, setting, peer: undefined as unknown as VendorPeer, patientId: '' },
    source: undefined as unknown as SourceSecret,
    async link(vendor) {
      l.peer = await openVendorPeer(vendor);
      v.t.now = start;
      l.source = await v.addSource(vendor, { baseUrl: l.peer.baseUrl });
      l.patientId = await v.t.addPatient();
      await nameAccount(v, l.patientId, vendor);
      await l.saveApplication('right-secret');
      await l.relink();
    },
    async unlink() {
      await v.t.rows('delete from ingest_account');
      await l.peer.close();
    },
    async saveApplication(clientSecret) {
      const serials = { sc: 'SC', bp: 'SV' };
      const redirectUri = 'https://us.example/back';
      const body = { clientId: 'our-id', clientSecret, redirectUri, serials };
      requireOk(await v.ask('POST', `/api/sources/${l.source.id}/application`, body));
    },
    async relink() {
      const { accessToken, refreshToken } = l.peer;
      requireOk(await v.ask('POST', accounts(), { account, accessToken, refreshToken }));
    },
    fetchAll: () => fetchDue(setting, db.organizationId),
    pass(minutes) {
      v.t.now = new Date(v.t.now.getTime() + minutes * 60_000);
    },
    async linked() {
      const { body } = await v.ask('GET', accounts());
      return (body as { accounts: Record<string, unknown>[] }).accounts[0] ?? {};
    },
    ...lookingOf(v, () => l),
    async row() {
      const found = await findSource(db.database, l.source.id);
      if (found === undefined) throw new Error('The source is gone.');
      return found;
    },
  };
  return l;
}

function lookingOf(
  v: VendorTest,
  l: () => LinkedTest,
): Pick<LinkedTest, 'work' | 'readings' | 'deliveries'> {
  return {
    work: () =>
      v.t.rows(
        `select headline->'findings'->0->'text'->>'en' as en, priority from work_item
         where kind = 'source-outage' and subject = $1 and state <> 'closed'`,
        [`access:${l().source.id}`],
      ),
    readings: () =>
      v.t.rows(
        `select r.value_1 as value, c.action as corrected from reading r
         left join reading_correction c on c.organization_id = r.organization_id
           and c.patient_id = r.patient_id and c.kind = r.kind
           and c.effective_at = r.effective_at and c.source_id = r.source_id
         where r.patient_id = $1 order by r.effective_at, c.action nulls last`,
        [l().patientId],
      ),
    deliveries: () =>
      v.t.rows(
        `select body, message_id from delivery where token_id = $1 and body is not null
         order by received_at, id`,
        [l().source.id],
      ),
  };
}

async function nameAccount(v: VendorTest, patientId: string, vendor: string): Promise<void> {
  await v.t.rows('delete from patient_identifier');
  await v.t.rows(
    `insert into patient_identifier (organization_id, patient_id, system, value)
     values ($1, $2, $3, $4)`,
    [v.t.db.organizationId, patientId, vendor, account],
  );
}

function requireOk({ status, body }: { readonly status: number; readonly body: unknown }): void {
  if (status !== 200) throw new Error(JSON.stringify(body));
}
