import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  ALERT_SEVERITIES,
  ReportObjective,
} from '@plumbline/plugin-slo-common';
import { sloPageTranslationRef } from '../../../pageTranslation';
import { ReportTable } from './ReportTable';

/** Props of {@link AlertTable}. */
export interface AlertTableProps {
  objectives: ReportObjective[];
}

/** How often alerts began to fire, by severity; objectives without any are left out. */
export function AlertTable({ objectives }: AlertTableProps) {
  const { t } = useTranslationRef(sloPageTranslationRef);
  const alerted = objectives.filter(({ alerts }) =>
    ALERT_SEVERITIES.some(severity => alerts[severity]),
  );
  if (alerted.length === 0) {
    return <Text color="secondary">{t('report.noAlert')}</Text>;
  }
  return (
    <ReportTable
      label={t('report.alerts')}
      columns={[
        { head: t('column.slo'), cell: each => each.displayName },
        ...ALERT_SEVERITIES.map(severity => ({
          head: t(`severity.${severity}`),
          isNumber: true,
          cell: ({ alerts }: ReportObjective) => alerts[severity] ?? 0,
        })),
      ]}
      rows={alerted}
    />
  );
}
