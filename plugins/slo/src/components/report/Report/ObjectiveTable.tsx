import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  ReportObjective,
  formatCount,
  formatPercent,
  formatSeconds,
  formatShare,
  formatSli,
} from '@plumbline/plugin-slo-common';
import { ToneLabel } from '@plumbline/plugin-workload-react';
import { sloPageTranslationRef } from '../../../pageTranslation';
import { ReportTable } from './ReportTable';

/** Props of {@link ObjectiveTable}. */
export interface ObjectiveTableProps {
  objectives: ReportObjective[];
  /** Whether the month is over. */
  isFinal: boolean;
}

/** Every objective over the month. */
export function ObjectiveTable({ objectives, isFinal }: ObjectiveTableProps) {
  const { t } = useTranslationRef(sloPageTranslationRef);
  const unknown = t('cell.unknown');
  if (objectives.length === 0) {
    return <Text color="secondary">{t('report.noObjective')}</Text>;
  }
  return (
    <ReportTable
      label={t('report.objectives')}
      columns={[
        { head: t('column.slo'), cell: each => each.displayName },
        {
          head: t('column.target'),
          isNumber: true,
          cell: each => formatPercent(each.target),
        },
        {
          head: t('column.compliance'),
          isNumber: true,
          cell: ({ compliance, target }) =>
            compliance === null ? unknown : formatSli(compliance, target),
        },
        {
          head: t('report.column.met'),
          cell: each => <Met met={each.met} isFinal={isFinal} />,
        },
        {
          head: t('report.column.spent'),
          isNumber: true,
          cell: ({ spent }) => (spent === null ? unknown : formatShare(spent)),
        },
        {
          head: t('report.column.good'),
          isNumber: true,
          cell: each => formatCount(each.good),
        },
        {
          head: t('report.column.bad'),
          isNumber: true,
          cell: each => formatCount(each.bad),
        },
        {
          head: t('report.column.counted'),
          cell: ({ method }) =>
            t(method === 'Occurrences' ? 'method.events' : 'method.slices'),
        },
        {
          head: t('report.column.coverage'),
          isNumber: true,
          cell: each => formatShare(each.coverage),
        },
        {
          head: t('report.column.excluded'),
          cell: ({ excludedSeconds }) =>
            excludedSeconds > 0 ? formatSeconds(excludedSeconds) : '–',
        },
      ]}
      rows={objectives}
    />
  );
}

function Met({ met, isFinal }: { met: boolean | null; isFinal: boolean }) {
  const { t } = useTranslationRef(sloPageTranslationRef);
  if (met === null) {
    return <ToneLabel tone="unknown">{t('cell.unknown')}</ToneLabel>;
  }
  const result = met ? 'met' : 'missed';
  // Until the month is over it can still be met.
  const missedTone = isFinal ? 'bad' : 'warning';
  return (
    <ToneLabel tone={met ? 'good' : missedTone}>
      {t(isFinal ? `report.cell.${result}` : `report.cell.${result}SoFar`)}
    </ToneLabel>
  );
}
