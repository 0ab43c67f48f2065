import { CredentialState } from '@plumbline/plugin-secret-expiry-common';
import { anyOf, slices } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { CredentialRow } from '../store/rows';

/** States in which a warning goes on; what cannot be looked at is not known to be over. */
const WARNED: CredentialState[] = [
  'expired',
  'expiring',
  'rotation-overdue',
  'unknown',
];

/** A row of `told` that is not over. */
export interface OpenRow {
  id: number;
  identity: string;
  version: string;
  step: number;
  audience: string;
  credential_id: string;
  /** Absent while they are still to hear of it. */
  told_at: string | null;
}

const LEAD_COLUMNS = [
  'id',
  'identity',
  'version',
  'leads',
  'state',
  'finding_codes',
  'needs_someone',
  'expires',
  'workload_ref',
  'responsible_ref',
] as const;

/** Of the row that leads: what decides whether a warning of it goes on. */
export type Lead = Pick<CredentialRow, (typeof LEAD_COLUMNS)[number]>;

/** The rows that lead, by identity. */
export async function readLeads(
  database: Knex,
  identities: Iterable<string>,
): Promise<Map<string, Lead>> {
  const found = new Map<string, Lead>();
  for (const some of slices([...new Set(identities)])) {
    // By nothing but the index of identities: with more conditions a database
    // without fresh statistics takes another one, and reads all that lead.
    const rows: Lead[] = await database('credentials')
      .select(...LEAD_COLUMNS)
      .where(anyOf(database, 'identity', some));
    for (const row of rows) if (row.leads === 1) found.set(row.identity, row);
  }
  return found;
}

/** Whether somebody has something to do about what was told, or is to be. */
export function isNeeding(told: OpenRow, lead: Lead | undefined): boolean {
  return lead?.version === told.version && lead.needs_someone === 1;
}

/** Whether what was told goes on, acknowledged or not. */
export function goesOn(told: OpenRow, lead: Lead | undefined): boolean {
  return (
    lead?.version === told.version &&
    (WARNED.includes(lead.state) || lead.finding_codes.includes(',superseded,'))
  );
}
