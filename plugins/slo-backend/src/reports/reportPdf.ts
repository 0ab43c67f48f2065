import {
  ALERT_SEVERITIES,
  MonthlyReport,
  ReportObjective,
  formatCount,
  formatPercent,
  formatSeconds,
  formatShare,
  formatSli,
} from '@plumbline/plugin-slo-common';
import type {
  Content,
  ContentTable,
  TDocumentDefinitions,
  TableCell,
} from 'pdfmake/interfaces';
import { COLOURS } from './colours';
import { dayChart } from './dayChart';
import { renderPdf } from './renderPdf';
import { byDeviation, byUrgency } from './reportOrder';

const MOST_DAYS = 10;
/** Words longer than this are broken anywhere, so that they stay in their column. */
const LONG_WORD = 24;
const BAR = { width: 60, height: 5 };

/** A monthly report as a PDF of A4 pages: what was promised first, then what is behind it. */
export function reportPdf(report: MonthlyReport): Promise<Buffer> {
  return renderPdf(reportDocument(report));
}

/** As the library takes it. */
export function reportDocument(report: MonthlyReport): TDocumentDefinitions {
  const title = `${report.workloadTitle}, ${monthName(report.month)}`;
  return {
    pageSize: 'A4',
    pageMargins: [40, 44, 40, 54],
    language: 'en',
    info: {
      title: `SLO report: ${title}`,
      subject: report.workloadRef,
      creationDate: new Date(report.asOf),
    },
    displayTitle: true,
    defaultStyle: { fontSize: 9, color: COLOURS.text, lineHeight: 1.2 },
    styles: {
      title: { fontSize: 20, bold: true },
      part: { fontSize: 12, bold: true, margin: [0, 16, 0, 5] },
      head: { fontSize: 8, color: COLOURS.quiet },
      quiet: { fontSize: 8, color: COLOURS.quiet },
    },
    footer: (page, pages) => ({
      margin: [40, 16, 40, 0],
      style: 'quiet',
      columns: [
        {
          width: '*',
          text: `${title}. ${standing(report)}, as of ${moment(report.asOf)}`,
        },
        { width: 70, alignment: 'right', text: `Page ${page} of ${pages}` },
      ],
    }),
    // No title at the end of a page, away from what it is of.
    pageBreakBefore: (node, pages) =>
      node.headlineLevel === 1 && pages.getFollowingNodesOnPage().length === 0,
    content: [
      ...heading(report),
      ...part('SLA deviations', promises(report)),
      ...part('Objectives', objectives(report)),
      ...part('Worst days', worstDays(report)),
      ...part('Alerts', alerts(report)),
      ...part('Maintenance', maintenance(report)),
      ...part('What happened', events(report)),
    ],
  };
}

function heading(report: MonthlyReport): Content[] {
  const { promises: kept, objectives: all } = report;
  const met = all.filter(each => each.met).length;
  const unknown = all.filter(each => each.met === null).length;
  const fired = all.reduce((sum, each) => sum + alertsOf(each), 0);
  const promised = kept.kept + kept.broken + kept.unknown;
  return [
    { text: 'Monthly SLO report', style: 'quiet' },
    { text: breakable(report.workloadTitle), style: 'title' },
    {
      text: `${monthName(report.month)} (UTC)`,
      fontSize: 13,
      margin: [0, 0, 0, 4],
    },
    {
      style: 'quiet',
      text: [
        `${breakable(report.workloadRef)}. Owner: ${breakable(
          report.ownerRef ?? 'none',
        )}. `,
        `${standing(report)}, as of ${moment(report.asOf)}.`,
      ],
      margin: [0, 0, 0, 10],
    },
    {
      layout: 'noBorders',
      table: {
        widths: ['*', '*', '*'],
        body: [
          [
            figure(
              'SLAs kept',
              promised === 0 ? 'None' : `${kept.kept} of ${promised}`,
              promised === 0
                ? 'nothing was promised'
                : [
                    `${kept.broken} broken`,
                    ...(kept.unknown > 0 ? [`${kept.unknown} unknown`] : []),
                  ].join(', '),
              kept.broken > 0,
            ),
            figure(
              'Objectives met',
              `${met} of ${all.length}`,
              [
                `${all.length - met - unknown} missed`,
                ...(unknown > 0 ? [`${unknown} without data`] : []),
              ].join(', '),
              met + unknown < all.length,
            ),
            figure('Alerts', formatCount(fired), 'began to fire', false),
          ],
        ],
      },
    },
  ];
}

function figure(
  label: string,
  value: string,
  note: string,
  isBad: boolean,
): TableCell {
  return {
    fillColor: COLOURS.shade,
    margin: [8, 5, 8, 5],
    stack: [
      { text: label, style: 'quiet' },
      {
        text: value,
        fontSize: 16,
        bold: true,
        color: isBad ? COLOURS.bad : COLOURS.text,
      },
      { text: note, style: 'quiet' },
    ],
  };
}

function promises({
  objectives: all,
  final,
  workloadRef,
}: MonthlyReport): Content {
  const promised = byDeviation(all);
  if (promised.length === 0) return quiet('No SLA is declared.');
  return table(
    ['*', 95, 70, 130],
    ['Objective', 'SLA', 'Measured', 'Deviation'],
    promised.map(objective => {
      const { sla, compliance } = objective;
      return [
        nameCell(objective, workloadRef),
        sla.name
          ? `${breakable(sla.name)}\n${formatPercent(sla.target)}`
          : formatPercent(sla.target),
        compliance === null ? 'No data' : formatSli(compliance, sla.target),
        deviationCell(sla, final),
      ];
    }),
  );
}

function deviationCell(
  { met, deviation }: NonNullable<ReportObjective['sla']>,
  final: boolean,
): TableCell {
  if (met === null || deviation === null) return 'Unknown: no data';
  const points = `${Number((Math.abs(deviation) * 100).toPrecision(3))}`;
  const soFar = final ? '' : ' so far';
  return met
    ? {
        text: `Kept${soFar}, ${points} points above`,
        color: COLOURS.good,
      }
    : {
        text: `Broken${soFar}, ${points} points below`,
        color: COLOURS.bad,
        bold: true,
      };
}

function objectives({
  objectives: all,
  final,
  workloadRef,
}: MonthlyReport): Content {
  if (all.length === 0) return quiet('No objective was measured.');
  return table(
    ['*', 48, 58, 92, 60, 62],
    ['Objective', 'Target', 'Measured', 'Budget spent', 'Result', 'Coverage'],
    byUrgency(all).map(objective => {
      const { target, compliance, spent, met, excludedSeconds } = objective;
      return [
        nameCell(objective, workloadRef, countWords(objective)),
        formatPercent(target),
        compliance === null ? 'No data' : formatSli(compliance, target),
        spentCell(spent),
        resultCell(met, final),
        {
          stack: [
            { text: formatShare(objective.coverage) },
            ...(excludedSeconds > 0
              ? [
                  {
                    text: `less ${formatSeconds(excludedSeconds)} maintenance`,
                    style: 'quiet',
                  },
                ]
              : []),
          ],
        },
      ];
    }),
  );
}

function spentCell(spent: number | null): TableCell {
  if (spent === null) return 'No data';
  const share = Math.min(1, Math.max(0, spent));
  return {
    stack: [
      { text: formatShare(spent) },
      {
        margin: [0, 1, 0, 0],
        canvas: [
          {
            type: 'rect',
            x: 0,
            y: 0,
            w: BAR.width,
            h: BAR.height,
            color: COLOURS.line,
          },
          ...(share > 0
            ? [
                {
                  type: 'rect' as const,
                  x: 0,
                  y: 0,
                  w: share * BAR.width,
                  h: BAR.height,
                  color: spent > 1 ? COLOURS.bad : COLOURS.bar,
                },
              ]
            : []),
        ],
      },
    ],
  };
}

function resultCell(met: boolean | null, final: boolean): TableCell {
  const soFar = final ? '' : ' so far';
  if (met === null) return 'Unknown';
  return met
    ? { text: `Met${soFar}`, color: COLOURS.good }
    : { text: `Missed${soFar}`, color: COLOURS.bad, bold: true };
}

function worstDays({ month, objectives: all }: MonthlyReport): Content {
  const days = all
    .flatMap(({ displayName, worstDays: of }) =>
      of.map(({ day, spent }) => ({ day, spent, name: displayName })),
    )
    .filter(({ spent }) => spent > 0)
    .sort((a, b) => b.spent - a.spent);
  if (days.length === 0) return quiet('No day spent any budget.');
  const most = new Map<string, number>();
  for (const { day, spent } of days) {
    most.set(day, Math.max(spent, most.get(day) ?? 0));
  }
  const rest = days.length - MOST_DAYS;
  return [
    quiet(
      "The largest share of one objective's monthly budget that each of the worst days spent:",
    ),
    { svg: dayChart(month, most), margin: [0, 2, 0, 8] },
    table(
      [80, '*', 90],
      ['Day', 'Objective', 'Budget spent'],
      days
        .slice(0, MOST_DAYS)
        .map(({ day, name, spent }) => [
          day,
          breakable(name),
          formatShare(spent),
        ]),
    ),
    ...(rest > 0 ? [quiet(`And ${rest} more with less.`)] : []),
  ];
}

function alerts({ objectives: all }: MonthlyReport): Content {
  const fired = all
    .filter(each => alertsOf(each) > 0)
    .sort((a, b) => alertsOf(b) - alertsOf(a));
  if (fired.length === 0) return quiet('No alert fired.');
  return table(
    ['*', ...ALERT_SEVERITIES.map(() => 55)],
    ['Objective', ...ALERT_SEVERITIES.map(capitalised)],
    fired.map(objective => [
      breakable(objective.displayName),
      ...ALERT_SEVERITIES.map(severity =>
        formatCount(objective.alerts[severity] ?? 0),
      ),
    ]),
  );
}

function maintenance({ exclusions }: MonthlyReport): Content {
  if (exclusions.length === 0) return quiet('No maintenance was planned.');
  return table(
    [105, 105, 80, '*'],
    ['From', 'To', 'Length', 'Reason'],
    exclusions.map(({ from, to, reason }) => [
      moment(from),
      moment(to),
      formatSeconds((Date.parse(to) - Date.parse(from)) / 1_000),
      breakable(reason),
    ]),
  );
}

function events({ events: all }: MonthlyReport): Content {
  if (all.length === 0) return quiet('Nothing was recorded.');
  return table(
    [105, '*'],
    ['Time', 'Event'],
    all.map(({ at, title }) => [moment(at), breakable(title)]),
  );
}

function part(title: string, content: Content): Content[] {
  return [{ text: title, style: 'part', headlineLevel: 1 }, content];
}

function quiet(text: string): Content {
  return { text, color: COLOURS.quiet };
}

function table(
  widths: (number | string)[],
  heads: string[],
  rows: TableCell[][],
): ContentTable {
  return {
    layout: {
      hLineWidth: line => (line === 0 ? 0 : 0.5),
      vLineWidth: () => 0,
      hLineColor: line => (line === 1 ? COLOURS.quiet : COLOURS.line),
      paddingLeft: column => (column === 0 ? 0 : 6),
      paddingRight: () => 0,
      paddingTop: () => 3,
      paddingBottom: () => 3,
    },
    table: {
      widths,
      headerRows: 1,
      keepWithHeaderRows: 1,
      dontBreakRows: true,
      body: [heads.map(text => ({ text, style: 'head' })), ...rows],
    },
  };
}

function nameCell(
  { displayName, entityRef }: ReportObjective,
  workloadRef: string,
  note?: string,
): TableCell {
  return {
    stack: [
      { text: breakable(displayName), bold: true },
      // That of the whole workload is at the top of the page.
      ...(entityRef === workloadRef
        ? []
        : [{ text: breakable(entityRef), style: 'quiet' }]),
      ...(note ? [{ text: note, style: 'quiet' }] : []),
    ],
  };
}

function countWords({
  method,
  good,
  bad,
  slices,
  noDataSlices,
}: ReportObjective): string {
  const what = method === 'Occurrences' ? 'events' : 'slices';
  const parts = [
    ...(good + bad > 0
      ? [`${formatCount(bad)} of ${formatCount(good + bad)} ${what} bad`]
      : []),
    ...(noDataSlices > 0
      ? [
          `${formatCount(noDataSlices)} of ${formatCount(
            slices,
          )} slices without data`,
        ]
      : []),
  ];
  return parts.join('; ');
}

function alertsOf({ alerts: of }: ReportObjective): number {
  return ALERT_SEVERITIES.reduce(
    (sum, severity) => sum + (of[severity] ?? 0),
    0,
  );
}

function standing({ final }: MonthlyReport): string {
  return final ? 'Final' : 'The month so far';
}

function monthName(month: string): string {
  return new Date(`${month}-01T00:00:00Z`).toLocaleDateString('en-US', {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
}

/** `2026-11-21 10:02 UTC`. */
function moment(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

function capitalised(word: string): string {
  return word.charAt(0).toLocaleUpperCase('en-US') + word.slice(1);
}

/** Text whose long words may be broken where no space is. */
function breakable(text: string): string {
  return text.replace(/\S+/g, word =>
    word.length > LONG_WORD ? word.replace(/(.{12})/gu, '$1\u200b') : word,
  );
}
