import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Cell, ColumnConfig, Link, Table } from '@backstage/ui';
import {
  CalendarDay,
  toneOfCredential,
} from '@plumbline/plugin-secret-expiry-common';
import { EmptyState, ToneLabel } from '@plumbline/plugin-workload-react';
import { DateTime } from 'luxon';
import { reviewTranslationRef } from '../../../reviewTranslation';
import { useSecretExpiryPage } from '../SecretExpiryPage/SecretExpiryFrame';
import { useCredentialHref } from '../useCredentialHref';
import { ReviewQuery, searchOfQuery } from '../useReviewQuery';
import styles from './CalendarTab.module.css';
import { monthLabel } from './months';

/** Props of {@link MonthTable}. */
export interface MonthTableProps {
  days: CalendarDay[];
  /** The day whose month it is. */
  day: string;
  /** Filters that the list of a day is to keep. */
  query: Partial<ReviewQuery>;
}

/** The days of a month on which something expires, with what; the chosen day stands out. */
export function MonthTable({ days, day, query }: MonthTableProps) {
  const { t } = useTranslationRef(reviewTranslationRef);
  const { base } = useSecretExpiryPage();
  const credentialHref = useCredentialHref();
  const month = day.slice(0, 7);
  const rows = days
    .filter(each => each.day.startsWith(month))
    .map(each => ({ ...each, id: each.day }));
  const byHand = (count: number, manual: number) => {
    if (manual === 0) return t('calendar.noneByHand');
    return manual === count
      ? t('calendar.allByHand')
      : t('calendar.someByHand', { manual: String(manual) });
  };
  const columns: ColumnConfig<CalendarDay & { id: string }>[] = [
    {
      id: 'day',
      label: t('calendar.day'),
      isRowHeader: true,
      width: 116,
      cell: row => (
        <Cell>
          <Link
            className={row.day === day ? styles.chosen : undefined}
            href={`${base}/credentials${searchOfQuery({
              ...query,
              from: row.day,
              to: row.day,
              orderBy: 'expires',
            })}`}
            aria-label={t('calendar.listOf', {
              day: shortDay(row.day),
              count: row.count,
            })}
          >
            {shortDay(row.day)}
          </Link>
        </Cell>
      ),
    },
    {
      id: 'count',
      label: t('calendar.count'),
      width: 104,
      cell: ({ count, manual }) => (
        <Cell>
          <div>{count}</div>
          <div className={styles.secondary}>{byHand(count, manual)}</div>
        </Cell>
      ),
    },
    {
      id: 'what',
      label: t('calendar.what'),
      cell: ({ items, count }) => (
        <Cell>
          <ul className={styles.names}>
            {items.map(item => (
              <li key={item.id}>
                <ToneLabel tone={toneOfCredential(item)}>
                  <Link href={credentialHref(item.id)}>{item.name}</Link>
                </ToneLabel>
              </li>
            ))}
            {count > items.length && (
              <li>{t('calendar.more', { count: count - items.length })}</li>
            )}
          </ul>
        </Cell>
      ),
    },
  ];
  return (
    <Table
      columnConfig={columns}
      data={rows}
      pagination={{ type: 'none' }}
      emptyState={
        <EmptyState
          title={t('calendar.none', { month: monthLabel(month) })}
          description={t('calendar.noneHow')}
        />
      }
    />
  );
}

function shortDay(day: string): string {
  return DateTime.fromISO(day).toLocaleString({
    weekday: 'short',
    day: 'numeric',
    month: 'short',
  });
}
