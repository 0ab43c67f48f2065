import { PortfolioRow } from '@plumbline/plugin-maturity-common';
import { csvLine } from '@plumbline/plugin-workload-node';

const COLUMNS: [string, (row: PortfolioRow) => string | number | undefined][] =
  [
    ['workload', row => row.workloadRef],
    ['title', row => row.title],
    ['owner', row => row.ownerRef],
    ['domain', row => row.domainRef],
    ['lifecycle', row => row.lifecycle],
    ['level', row => row.proven],
    ['possible', row => row.possible],
    ['blockers', row => row.blockers],
    ['not_met', row => row.notMet],
    ['unknown', row => row.unknown],
    ['exempt', row => row.exempt],
    ['contradictions', row => row.contradictions],
    ['changed_at', row => row.changedAt],
  ];

/**
 * Lines of a CSV file (RFC 4180) with a heading and a line for each row: proven
 * levels, overall and of each pillar. Text that a spreadsheet would run as a
 * formula begins with an apostrophe.
 *
 * @param pillarIds - in the order of the columns.
 */
export async function* portfolioCsv(
  pages: AsyncIterable<PortfolioRow[]>,
  pillarIds: string[],
): AsyncGenerator<string> {
  yield csvLine([...COLUMNS.map(([name]) => name), ...pillarIds]);
  for await (const page of pages) {
    yield page
      .map(row => {
        const levels = new Map(
          row.pillars.map(({ id, proven }) => [id, proven]),
        );
        return csvLine([
          ...COLUMNS.map(([, valueOf]) => valueOf(row)),
          ...pillarIds.map(id => levels.get(id)),
        ]);
      })
      .join('');
  }
}
