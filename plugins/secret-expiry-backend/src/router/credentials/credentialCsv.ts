import { CredentialListItem } from '@plumbline/plugin-secret-expiry-common';
import { CsvValue, csvLine } from '@plumbline/plugin-workload-node';

const COLUMNS: [string, (item: CredentialListItem) => CsvValue][] = [
  ['id', item => item.id],
  ['name', item => item.name],
  ['kind', item => item.kind],
  ['workload', item => item.workloadRef],
  ['workload_title', item => item.workloadTitle],
  ['renewed_by', item => item.responsibleRef],
  ['where', item => item.entityRef],
  ['stamp', item => item.stampRef],
  ['source', item => item.sourceId],
  ['place', item => item.place],
  ['places', item => item.placeCount],
  ['status', item => item.status ?? 'active'],
  ['state', item => item.state],
  ['stage', item => item.stage],
  ['since', item => item.since],
  ['needs_someone', item => (item.needsSomeone ? 'yes' : 'no')],
  ['act_by', item => item.actBy],
  ['created', item => item.created],
  ['expires', item => item.expires],
  ['rotation', item => item.rotation],
  ['acknowledged_by', item => item.acknowledgement?.by],
  ['acknowledged_until', item => item.acknowledgement?.until],
  ['findings', item => item.findings.map(({ code }) => code).join(' ')],
  ['runbook', item => item.runbookUrl],
  ['first_seen', item => item.firstSeen],
  ['last_seen', item => item.lastSeen],
];

/** A CSV file with a heading and a line for each credential; times are ISO 8601 in UTC. */
export async function* credentialCsv(
  pages: AsyncIterable<CredentialListItem[]>,
): AsyncGenerator<string> {
  yield csvLine(COLUMNS.map(([name]) => name));
  for await (const page of pages) {
    yield page
      .map(item => csvLine(COLUMNS.map(([, valueOf]) => valueOf(item))))
      .join('');
  }
}
