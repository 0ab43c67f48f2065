import { SloListItem, burnRateOver } from '@plumbline/plugin-slo-common';
import { CsvValue, csvLine } from '@plumbline/plugin-workload-node';
import { HOUR } from '../../store/time';

const COLUMNS: [string, (item: SloListItem) => CsvValue][] = [
  ['id', item => item.id],
  ['name', item => item.displayName],
  ['service', item => item.service],
  ['workload', item => item.workloadRef],
  ['workload_title', item => item.workloadTitle],
  ['owner', item => item.ownerRef],
  ['entity', item => item.entityRef],
  ['state', item => item.state],
  ['reason', item => item.reason],
  ['target', item => item.target],
  ['window', item => item.windowDuration],
  ['compliance', item => item.compliance],
  ['remaining_budget', item => item.remainingBudget],
  ['burn_rate_1h', item => burnRateOver(item, HOUR)],
  ['burn_rate_6h', item => burnRateOver(item, 6 * HOUR)],
  ['burn_rate_3d', item => burnRateOver(item, 72 * HOUR)],
  ['seconds_to_exhaustion', item => item.secondsToExhaustion],
  ['coverage', item => item.coverage],
  ['alert', item => item.alert],
  ['agreement', item => item.agreement],
  ['as_of', item => item.asOf],
];

/** A CSV file with a heading and a line for each objective; shares from 0 to 1. */
export async function* sloCsv(
  pages: AsyncIterable<SloListItem[]>,
): AsyncGenerator<string> {
  yield csvLine(COLUMNS.map(([name]) => name));
  for await (const page of pages) {
    yield page
      .map(item => csvLine(COLUMNS.map(([, valueOf]) => valueOf(item))))
      .join('');
  }
}
