import { WorkloadRow } from '@plumbline/plugin-workload-common';
import { CsvValue, csvLine } from '@plumbline/plugin-workload-node';

const COLUMNS: [string, (row: WorkloadRow) => CsvValue][] = [
  ['workload', row => row.ref],
  ['title', row => row.title],
  ['owner', row => row.ownerRef],
  ['domain', row => row.domainRef],
  ['tier', row => row.tier],
  ['health', row => row.health],
  ['health_since', row => row.healthSince],
  ['health_reason', row => row.healthReason],
  ['incident', row => row.incident?.number],
  ['incident_severity', row => row.incident?.severity],
  ['incident_state', row => row.incident?.state],
  ['incident_opened', row => row.incident?.openedAt],
  ['level', row => row.families.maturity?.text],
  ['tightest_slo', row => row.families.slo?.text],
  ['next_expiry', row => row.families['secret-expiry']?.text],
  ['stamps', row => row.stamps.length],
  ['regions', row => regionsOf(row).join(' ')],
  ['needs_someone', row => row.attentionCount],
  ['urgency', row => row.urgency],
  ['updated', row => row.updatedAt],
];

/** A CSV file with a heading and a line for each workload; times are ISO 8601 in UTC. */
export async function* workloadCsv(
  pages: AsyncIterable<WorkloadRow[]>,
): AsyncGenerator<string> {
  yield csvLine(COLUMNS.map(([name]) => name));
  for await (const page of pages) {
    yield page
      .map(row => csvLine(COLUMNS.map(([, valueOf]) => valueOf(row))))
      .join('');
  }
}

function regionsOf({ stamps }: WorkloadRow): string[] {
  return [...new Set(stamps.flatMap(each => each.region ?? []))].sort();
}
