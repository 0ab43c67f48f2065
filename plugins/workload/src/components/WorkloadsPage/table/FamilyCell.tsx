import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Cell } from '@backstage/ui';
import { SummaryFamily, WorkloadRow } from '@plumbline/plugin-workload-common';
import { Sparkline, ToneLabel } from '@plumbline/plugin-workload-react';
import { portfolioTranslationRef } from '../../../portfolioTranslation';
import { workloadTranslationRef } from '../../../translation';
import styles from './cells.module.css';

/** What a family says of a workload, with how that went. */
export function FamilyCell(props: {
  row: WorkloadRow;
  family: SummaryFamily;
  column: string;
}) {
  const { t } = useTranslationRef(portfolioTranslationRef);
  const { t: tShared } = useTranslationRef(workloadTranslationRef);
  const cell = props.row.families[props.family];
  return (
    <Cell>
      {cell ? (
        <div className={styles.cell}>
          <ToneLabel tone={cell.tone}>{cell.text}</ToneLabel>
          {cell.trend && (
            <Sparkline
              values={cell.trend}
              label={t('column.trend', { text: props.column })}
            />
          )}
        </div>
      ) : (
        <ToneLabel tone="unknown">{tShared('family.noData')}</ToneLabel>
      )}
    </Cell>
  );
}
