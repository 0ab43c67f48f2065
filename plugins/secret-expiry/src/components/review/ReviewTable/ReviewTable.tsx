import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { SortDescriptor, Table } from '@backstage/ui';
import {
  CREDENTIAL_ORDERS,
  CredentialsPage,
} from '@plumbline/plugin-secret-expiry-common';
import { EmptyState } from '@plumbline/plugin-workload-react';
import { reviewTranslationRef } from '../../../reviewTranslation';
import { PAGE_SIZES } from '../address';
import { ReviewQuery, isFiltered } from '../useReviewQuery';
import styles from './ReviewTable.module.css';
import { useColumns } from './columns';
import { Chosen } from './useChosen';

const NONE = new Set<string>();

/** Props of {@link ReviewTable}. */
export interface ReviewTableProps {
  page: CredentialsPage;
  query: ReviewQuery;
  /** Whether these rows answer an older query. */
  isStale: boolean;
  /** Rows that are chosen for something; absent where nothing can be done with them. */
  chosen?: Chosen;
  onChange: (changes: Partial<ReviewQuery>) => void;
}

/** A page of credentials, sorted on the server. */
export function ReviewTable(props: ReviewTableProps) {
  const { page, query, isStale, chosen, onChange } = props;
  const { t } = useTranslationRef(reviewTranslationRef);
  const { limit, offset, orderBy = 'urgency' } = query;
  const columns = useColumns();
  const found = isFiltered(query) ? 'noMatch' : 'none';
  return (
    <div className={styles.table}>
      <Table
        columnConfig={columns}
        data={page.items}
        isStale={isStale}
        selection={{
          mode: chosen ? 'multiple' : 'none',
          behavior: 'toggle',
          selected: chosen?.ids ?? NONE,
          onSelectionChange: keys => chosen?.choose(keys, page.items),
        }}
        sort={{
          descriptor: {
            column: orderBy.replace(/^-/, ''),
            direction: orderBy.startsWith('-') ? 'descending' : 'ascending',
          },
          onSortChange: sorted => onChange({ orderBy: orderOf(sorted) }),
        }}
        pagination={{
          type: 'page',
          pageSize: limit,
          pageSizeOptions: PAGE_SIZES,
          offset,
          totalCount: page.total,
          hasPreviousPage: offset > 0,
          hasNextPage: offset + limit < page.total,
          onPreviousPage: () =>
            onChange({ offset: Math.max(0, offset - limit) }),
          onNextPage: () => onChange({ offset: offset + limit }),
          onPageSizeChange: size => onChange({ limit: size }),
        }}
        emptyState={
          <EmptyState
            title={t(`table.${found}`)}
            description={t(`table.${found}How`)}
          />
        }
      />
    </div>
  );
}

function orderOf({ column, direction }: SortDescriptor) {
  const order = `${direction === 'descending' ? '-' : ''}${column}`;
  return CREDENTIAL_ORDERS.find(known => known === order);
}
