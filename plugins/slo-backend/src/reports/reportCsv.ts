import { MonthlyReport, ReportObjective } from '@plumbline/plugin-slo-common';
import { CsvValue, csvLine } from '@plumbline/plugin-workload-node';

type Column = [
  string,
  (objective: ReportObjective, report: MonthlyReport) => CsvValue,
];

const COLUMNS: Column[] = [
  ['workload', (_, { workloadRef }) => workloadRef],
  ['month', (_, { month }) => month],
  ['final', (_, { final }) => yesOrNo(final)],
  ['as_of', (_, { asOf }) => asOf],
  ['slo', ({ id }) => id],
  ['name', ({ displayName }) => displayName],
  ['entity', ({ entityRef }) => entityRef],
  ['method', ({ method }) => method],
  ['target', ({ target }) => target],
  ['compliance', ({ compliance }) => compliance],
  ['met', ({ met }) => yesOrNo(met)],
  ['budget_spent', ({ spent }) => spent],
  ['good', ({ good }) => good],
  ['bad', ({ bad }) => bad],
  ['slices', ({ slices }) => slices],
  ['no_data_slices', ({ noDataSlices }) => noDataSlices],
  ['coverage', ({ coverage }) => coverage],
  ['excluded_seconds', ({ excludedSeconds }) => excludedSeconds],
  ['sla', ({ sla }) => sla?.name],
  ['sla_target', ({ sla }) => sla?.target],
  ['sla_kept', ({ sla }) => sla && yesOrNo(sla.met)],
  ['sla_deviation', ({ sla }) => sla?.deviation],
  ['worst_day', ({ worstDays }) => worstDays[0]?.day],
  ['worst_day_spent', ({ worstDays }) => worstDays[0]?.spent],
  ['alerts_critical', ({ alerts }) => alerts.critical ?? 0],
  ['alerts_high', ({ alerts }) => alerts.high ?? 0],
  ['alerts_medium', ({ alerts }) => alerts.medium ?? 0],
  ['alerts_low', ({ alerts }) => alerts.low ?? 0],
];

/** A report as a CSV file: a heading and a line for each objective; shares from 0 to 1, nothing where there is no number. */
export function reportCsv(report: MonthlyReport): string {
  return [
    csvLine(COLUMNS.map(([name]) => name)),
    ...report.objectives.map(objective =>
      csvLine(COLUMNS.map(([, valueOf]) => valueOf(objective, report))),
    ),
  ].join('');
}

function yesOrNo(value: boolean | null): string | null {
  if (value === null) return null;
  return value ? 'yes' : 'no';
}
