import { SloListItem } from '@plumbline/plugin-slo-common';
import { CsvValue, csvLine } from '@plumbline/plugin-workload-node';

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
  ['burn_rate_1h', item => item.burnRate],
  ['burn_rate_6h', item => rateOver(item, 6)],
  ['burn_rate_3d', item => rateOver(item, 72)],
  ['seconds_to_exhaustion', item => item.secondsToExhaustion],
  ['coverage', item => item.coverage],
  ['alert', item => item.alert],
  ['agreement', item => item.agreement],
  ['as_of', item => item.asOf],
];

function rateOver({ burnRates }: SloListItem, hours: number): CsvValue {
  return burnRates.find(({ seconds }) => seconds === hours * 3_600)?.rate;
}

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
