import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Cell, Link } from '@backstage/ui';
import {
  SloListItem,
  SloSort,
  burnRateOver,
  formatBurnRate,
  formatPercent,
  formatRemaining,
  formatSeconds,
  formatShare,
  formatSli,
  durationInWords,
} from '@plumbline/plugin-slo-common';
import {
  ServerColumn,
  Sparkline,
  ownerColumn,
} from '@plumbline/plugin-workload-react';
import { sloPageTranslationRef } from '../../../pageTranslation';
import { dayLabel } from '../../BurnDownChart/dayLabel';
import { SloStateLabel } from '../../SloStateLabel/SloStateLabel';
import { AgreementLabel } from '../AgreementLabel';
import { AlertLabel } from '../AlertLabel';
import { useSloHref } from '../useSloHref';
import styles from './SloTable.module.css';

const HOUR = 3_600;

/** A column whose id is what the back end sorts by; what it cannot sort by has another. */
interface SloColumn extends ServerColumn<SloListItem> {
  id: SloSort | 'alert';
}

/** How columns differ from table to table. */
export interface ColumnOptions {
  /** Columns that what stands above the table says already. */
  known?: readonly string[];
  /** The UTC day since which changes are told. */
  changedSince?: string;
}

/** What is said of each objective. */
export function useColumns(options: ColumnOptions = {}): SloColumn[] {
  const { known = [], changedSince } = options;
  const day = changedSince && dayLabel(changedSince);
  const { t } = useTranslationRef(sloPageTranslationRef);
  const hrefOf = useSloHref();
  const columns: SloColumn[] = [
    {
      id: 'name',
      label: t('column.slo'),
      isRowHeader: true,
      minWidth: 140,
      cell: slo => (
        <Cell>
          <Link href={hrefOf(slo.workloadRef, slo.id)} weight="bold">
            {slo.displayName}
          </Link>
        </Cell>
      ),
    },
    {
      id: 'workload',
      label: t('column.workload'),
      minWidth: 116,
      cell: slo => (
        <Cell>
          <Link href={hrefOf(slo.workloadRef)}>{slo.workloadTitle}</Link>
        </Cell>
      ),
    },
    {
      id: 'urgency',
      label: t('column.state'),
      meaning: t('column.stateMeans'),
      minWidth: 188,
      cell: slo => (
        <Cell>
          <div className={styles.cell}>
            <SloStateLabel state={slo.state} reason={slo.reason} />
            <span className={styles.reason} title={slo.reason}>
              {slo.reason}
            </span>
          </div>
        </Cell>
      ),
    },
    {
      id: 'target',
      label: t('column.target'),
      minWidth: 116,
      cell: slo => (
        <Cell>
          <div className={styles.cell}>
            <span>{formatPercent(slo.target)}</span>
            <span className={styles.secondary}>
              {t('cell.over', { window: durationInWords(slo.windowDuration) })}
            </span>
            {slo.agreement && (
              <AgreementLabel finding={slo.agreement} isShort />
            )}
          </div>
        </Cell>
      ),
    },
    {
      id: 'compliance',
      label: t('column.compliance'),
      minWidth: 98,
      cell: slo => (
        <Cell className={styles.number}>
          {slo.compliance === null
            ? t('cell.unknown')
            : formatSli(slo.compliance, slo.target)}
        </Cell>
      ),
    },
    {
      id: 'remaining',
      label: t('column.remaining'),
      meaning: t('column.remainingMeans'),
      minWidth: 108,
      cell: slo => (
        <Cell className={styles.number}>
          <div className={styles.cell}>
            <span>
              {slo.remainingBudget === null
                ? t('cell.unknown')
                : formatRemaining(slo.remainingBudget)}
            </span>
            {day && typeof slo.changes?.spent === 'number' && (
              <span className={styles.secondary}>
                {t('cell.spent', {
                  spent: formatShare(slo.changes.spent),
                  day,
                })}
              </span>
            )}
            <Sparkline
              values={slo.trend}
              label={t('cell.trend', { slo: slo.displayName })}
            />
          </div>
        </Cell>
      ),
    },
    {
      id: 'burnRate',
      label: t('column.burnRate'),
      meaning: t('column.burnRateMeans'),
      minWidth: 84,
      cell: slo => {
        const lastHour = burnRateOver(slo, HOUR);
        return (
          <Cell className={styles.number}>
            <span
              title={slo.burnRates
                .flatMap(({ seconds, rate }) =>
                  rate === null
                    ? []
                    : `${formatSeconds(seconds)}: ${formatBurnRate(rate)}`,
                )
                .join('\n')}
            >
              {lastHour === null ? t('cell.unknown') : formatBurnRate(lastHour)}
            </span>
          </Cell>
        );
      },
    },
    {
      id: 'exhaustion',
      label: t('column.exhaustion'),
      meaning: t('column.exhaustionMeans'),
      minWidth: 104,
      cell: slo => (
        <Cell className={styles.number}>
          {slo.secondsToExhaustion === null || slo.secondsToExhaustion <= 0
            ? '–'
            : formatSeconds(slo.secondsToExhaustion)}
        </Cell>
      ),
    },
    {
      id: 'alert',
      label: t('column.alert'),
      meaning: t('column.alertMeans'),
      minWidth: 92,
      cell: slo => (
        <Cell>
          <div className={styles.cell}>
            {slo.alert ? <AlertLabel severity={slo.alert} /> : '–'}
            {day && slo.changes && slo.changes.alerts > 0 && (
              <span className={styles.secondary}>
                {t('cell.alertChanges', { count: slo.changes.alerts, day })}
              </span>
            )}
          </div>
        </Cell>
      ),
    },
    ownerColumn(t('column.owner'), { hideIcon: true, minWidth: 96 }),
  ];
  return columns
    .filter(({ id }) => !known.includes(id))
    .map(column => ({ ...column, isSortable: column.id !== 'alert' }));
}
