import { reportOf, reportPart } from '../__fixtures__/report';
import { readPdf } from '../__testUtils__/readPdf';
import { dayChart } from './dayChart';
import { reportCsv } from './reportCsv';
import { reportPdf } from './reportPdf';

jest.setTimeout(30_000);

describe('reportPdf', () => {
  it('tells deviations first, then what is behind them', async () => {
    const { title, pages } = await readPdf(await reportPdf(reportOf()));
    const text = pages.join('\n');
    expect(title).toBe('SLO report: The shop, November 2026');
    const inOrder = [
      'Monthly SLO report',
      'The shop',
      'November 2026 (UTC)',
      'system:default/shop. Owner: group:default/shop. Final, as of 2026-12-03 00:05 UTC.',
      '1 of 3',
      '1 broken, 1 unknown',
      '2 of 4',
      '1 missed, 1 without data',
      'SLA deviations',
      'Sign-in is up',
      'Contract',
      '99.9%',
      '99.71%',
      'Broken, 0.188 points below',
      'Statements are sent',
      'No data',
      'Unknown: no data',
      'Checkout answers',
      'Kept, 0.05 points above',
      'Objectives',
      'Sign-in is up',
      '125 of 43,200 slices bad; 12 of 43,200 slices without data',
      'Missed',
      'less 2 hours maintenance',
      'Worst days',
      '2026-11-12',
      'Alerts',
      'Maintenance',
      '2 hours',
      'The database gets a new version',
      'What happened',
      'Stamp shop-weu-2 was added',
    ];
    let from = 0;
    for (const words of inOrder) {
      const at = text.indexOf(words, from);
      expect({ words, isThere: at >= 0 }).toEqual({ words, isThere: true });
      from = at + words.length;
    }
  });

  it('numbers its pages, repeats what columns mean and stays on the paper', async () => {
    const name =
      'Payments of customers in all countries are accepted and written to the ledger';
    const { pages, isWithin } = await readPdf(
      await reportPdf(
        reportOf({
          final: false,
          workloadTitle: `${'Card payments and settlement '.repeat(4)}platform`,
          objectives: Array.from({ length: 60 }, (_, index) =>
            reportPart(`slo-${index}`, {
              displayName: `${name} ${index}`,
              entityRef: `component:default/${'x'.repeat(120)}`,
              sla: {
                name: 'Annex'.repeat(12),
                target: 0.999,
                met: true,
                deviation: 0.0005,
              },
              worstDays: [{ day: '2026-11-05', spent: 0.01 * index }],
            }),
          ),
          events: Array.from({ length: 200 }, (_, index) => ({
            at: '2026-11-12T08:14:00.000Z',
            title: `Release ${index}`,
          })),
        }),
      ),
    );
    expect(pages.length).toBeGreaterThan(5);
    pages.forEach((page, index) => {
      expect(page).toContain(`Page ${index + 1} of ${pages.length}`);
      expect(page).toContain('The month so far, as of 2026-12-03 00:05 UTC');
    });
    expect(pages[1]).toContain('Deviation');
    expect(pages.join('')).toContain('so far');
    expect(isWithin).toBe(true);
  });

  it('says so where there is nothing', async () => {
    const { pages } = await readPdf(
      await reportPdf(
        reportOf({
          ownerRef: undefined,
          objectives: [],
          promises: { kept: 0, broken: 0, unknown: 0 },
          events: [],
          exclusions: [],
        }),
      ),
    );
    expect(pages).toHaveLength(1);
    for (const words of [
      'Owner: none',
      'nothing was promised',
      'No SLA is declared.',
      'No objective was measured.',
      'No day spent any budget.',
      'No alert fired.',
      'No maintenance was planned.',
      'Nothing was recorded.',
    ]) {
      expect(pages[0]).toContain(words);
    }
  });

  it('takes names as words, whatever they look like', async () => {
    const { pages } = await readPdf(
      await reportPdf(
        reportOf({
          workloadTitle: '<b>Zürich & Łódź</b> Αθήνα',
          objectives: [reportPart('</svg> "quoted"')],
        }),
      ),
    );
    expect(pages[0]).toContain('<b>Zürich & Łódź</b> Αθήνα');
    expect(pages[0]).toContain('</svg> "quoted"');
  });

  it('is the same for the same report', async () => {
    const first = await reportPdf(reportOf());
    const second = await reportPdf(reportOf());
    expect(first.subarray(0, 8).toString('latin1')).toMatch(/^%PDF-1\.\d/);
    expect(first.equals(second)).toBe(true);
  });
});

describe('dayChart', () => {
  it('has a bar for each day that spent something, and marks the worst', () => {
    const svg = dayChart(
      '2026-02',
      new Map([
        ['2026-02-01', 0.1],
        ['2026-02-28', 0.4],
        ['2026-02-14', 0],
      ]),
    );
    expect(svg.match(/<rect/g)).toHaveLength(2);
    expect(svg.match(/#b3261e/g)).toHaveLength(1);
    expect(svg).toContain('>40%<');
  });

  it.each([0, 1e-9, 0.0003, 1, 57, 1e6])('has room for %d', most => {
    const svg = dayChart('2026-02', new Map([['2026-02-02', most]]));
    expect(svg).not.toMatch(/NaN|Infinity|="-/);
  });
});

describe('reportCsv', () => {
  it('lets no name run as a formula', () => {
    const csv = reportCsv(
      reportOf({
        workloadRef: '=1+1',
        objectives: [
          reportPart('@SUM(A1)', {
            displayName: '=HYPERLINK("http://x")',
            sla: { name: '+1', target: 0.9, met: true, deviation: 0.1 },
          }),
        ],
      }),
    );
    expect(csv).toContain(`"'=HYPERLINK(""http://x"")"`);
    expect(csv).toContain(`'@SUM(A1)`);
    expect(csv).toContain(`,'+1,`);
    expect(csv).not.toMatch(/(^|,)[=@+]/m);
  });
});
