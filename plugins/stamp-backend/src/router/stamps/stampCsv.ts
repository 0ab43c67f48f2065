import type { StampListItem } from '@plumbline/plugin-stamp-common';
import { CsvValue, csvLine } from '@plumbline/plugin-workload-node';

const COLUMNS: [string, (stamp: StampListItem) => CsvValue][] = [
  ['stamp', stamp => stamp.stampRef],
  ['name', stamp => stamp.name],
  ['workload', stamp => stamp.workloadRef],
  ['workload_title', stamp => stamp.workloadTitle],
  ['owner', stamp => stamp.ownerRef],
  ['environment', stamp => stamp.environment],
  ['region', stamp => stamp.region],
  ['instance', stamp => stamp.instance],
  ['lifecycle', stamp => stamp.lifecycle],
  ['traffic_weight', stamp => stamp.trafficWeight],
  ['max_users', stamp => stamp.maxUsers],
  ['expected_users', stamp => stamp.expectedUsers],
  ['infrastructure', stamp => stamp.infrastructure],
  ['pipeline', stamp => stamp.pipeline],
  ['image_asked_for', stamp => stamp.image],
  ['image_told', stamp => stamp.status?.image],
  ['outcome', stamp => stamp.status?.outcome],
  ['told_at', stamp => stamp.status?.observedAt],
  ['drift', stamp => stamp.drift?.state],
  ['drift_files', stamp => stamp.drift?.files.length],
  ['drift_checked_at', stamp => stamp.drift?.checkedAt],
  ['template_version', stamp => stamp.drift?.templateVersion],
  [
    'pull_requests',
    stamp => stamp.pullRequests.map(({ url }) => url).join(' '),
  ],
];

/** A CSV file with a heading and a line for each stamp; weights in percent. */
export async function* stampCsv(
  pages: AsyncIterable<StampListItem[]>,
): AsyncGenerator<string> {
  yield csvLine(COLUMNS.map(([name]) => name));
  for await (const page of pages) {
    yield page
      .map(stamp => csvLine(COLUMNS.map(([, valueOf]) => valueOf(stamp))))
      .join('');
  }
}
