import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  ReportObjective,
  formatPercent,
  formatSli,
} from '@plumbline/plugin-slo-common';
import { ToneLabel } from '@plumbline/plugin-workload-react';
import { sloPageTranslationRef } from '../../../pageTranslation';
import { ReportTable } from './ReportTable';

/** Props of {@link PromiseTable}. */
export interface PromiseTableProps {
  objectives: ReportObjective[];
  /** Whether the month is over. */
  isFinal: boolean;
}

type Promised = ReportObjective & Required<Pick<ReportObjective, 'sla'>>;

/** What was promised and what came of it: the largest deviation first, then what cannot be told, then what was kept. */
export function PromiseTable({ objectives, isFinal }: PromiseTableProps) {
  const { t } = useTranslationRef(sloPageTranslationRef);
  const promised = objectives
    .filter((each): each is Promised => each.sla !== undefined)
    .sort((a, b) => rank(a) - rank(b));
  return (
    <ReportTable
      label={t('report.promises')}
      columns={[
        { head: t('column.slo'), cell: each => each.displayName },
        {
          head: t('report.column.sla'),
          cell: ({ sla }) =>
            sla.name
              ? t('report.cell.sla', {
                  name: sla.name,
                  target: formatPercent(sla.target),
                })
              : formatPercent(sla.target),
        },
        {
          head: t('report.column.measured'),
          isNumber: true,
          cell: ({ compliance, sla }) =>
            compliance === null
              ? t('cell.unknown')
              : formatSli(compliance, sla.target),
        },
        {
          head: t('report.column.deviation'),
          cell: ({ sla: { met, deviation } }) => {
            if (met === null || deviation === null) {
              return <ToneLabel tone="unknown">{t('cell.unknown')}</ToneLabel>;
            }
            const result = met ? 'kept' : 'broken';
            return (
              <ToneLabel tone={met ? 'good' : 'bad'}>
                {t(
                  isFinal
                    ? `report.cell.${result}`
                    : `report.cell.${result}SoFar`,
                  { points: points(Math.abs(deviation)) },
                )}
              </ToneLabel>
            );
          },
        },
      ]}
      rows={promised}
    />
  );
}

function rank({ sla }: Promised): number {
  if (sla.met === null) return 0;
  return sla.met ? 1 + (sla.deviation ?? 0) : -1 + (sla.deviation ?? 0);
}

/** Percentage points with as many digits as such a small number needs. */
function points(share: number): string {
  return (share * 100).toLocaleString(undefined, {
    maximumSignificantDigits: 3,
  });
}
