import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Cell, Link, Text } from '@backstage/ui';
import {
  HealthHistory,
  HealthHistoryEntry,
} from '@plumbline/plugin-workload-common';
import {
  EmptyState,
  Heading,
  PageInAddress,
  ServerColumn,
  ServerTable,
  When,
} from '@plumbline/plugin-workload-react';
import { useEntity } from '@backstage/plugin-catalog-react';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { DateTime } from 'luxon';
import { useMemo } from 'react';
import { healthTranslationRef } from '../../healthTranslation';
import { HealthLabel } from '../HealthLabel';
import { Parts } from '../HealthTab/parts';
import { useEntityHref } from '../useEntityHref';

type Row = HealthHistoryEntry & { id: string };

/** Props of {@link ChangeTable}. */
export interface ChangeTableProps {
  history: HealthHistory;
  isStale: boolean;
  page: PageInAddress;
  parts: Parts;
  onPage: (changes: Partial<PageInAddress>) => void;
}

/** Every change of state with its cause, newest first. */
export function ChangeTable(props: ChangeTableProps) {
  const { history, isStale, page, parts, onPage } = props;
  const { t } = useTranslationRef(healthTranslationRef);
  const hrefOf = useEntityHref();
  const workloadRef = stringifyEntityRef(useEntity().entity);
  const columns = useMemo((): ServerColumn<Row>[] => {
    const mapAt = ({ at, entityRef }: Row) =>
      `${hrefOf(workloadRef, 'service-map')}?${new URLSearchParams({
        at,
        node: entityRef,
      })}`;
    return [
      {
        id: 'at',
        label: t('history.when'),
        minWidth: 150,
        cell: row => (
          <Cell>
            {DateTime.fromISO(row.at).toLocaleString(DateTime.DATETIME_MED)}
            <Text as="p" variant="body-small" color="secondary">
              <When at={row.at} />
            </Text>
          </Cell>
        ),
      },
      {
        id: 'part',
        label: t('history.part'),
        isRowHeader: true,
        minWidth: 150,
        cell: row => <Cell>{row.title}</Cell>,
      },
      {
        id: 'change',
        label: t('history.change'),
        minWidth: 210,
        cell: row => (
          <Cell>
            <HealthLabel state={row.from} /> {t('history.to')}{' '}
            <HealthLabel state={row.to} />
          </Cell>
        ),
      },
      {
        id: 'why',
        label: t('history.why'),
        minWidth: 240,
        cell: row => (
          <Cell>
            {row.cause && (
              <>
                {row.cause.reason}
                {row.cause.path.length > 1 && (
                  <Text as="p" variant="body-small" color="secondary">
                    {row.cause.path.map(parts.titleOf).join(' → ')}
                  </Text>
                )}
              </>
            )}
            <div>
              <Link href={mapAt(row)} variant="body-small">
                {t('history.showMap')}
              </Link>
            </div>
          </Cell>
        ),
      },
    ];
  }, [t, hrefOf, workloadRef, parts]);
  return (
    <section>
      <Heading level={4}>{t('history.changes')}</Heading>
      <ServerTable<Row>
        columns={columns}
        rows={history.items.map(item => ({
          ...item,
          id: `${item.entityRef} ${item.at}`,
        }))}
        total={history.total}
        page={page}
        onPage={onPage}
        sort={{ column: 'at', direction: 'descending' }}
        onSort={() => {}}
        isStale={isStale}
        emptyState={
          <EmptyState
            title={t('history.noChanges')}
            description={t('history.noChangesMeans')}
          />
        }
      />
    </section>
  );
}
