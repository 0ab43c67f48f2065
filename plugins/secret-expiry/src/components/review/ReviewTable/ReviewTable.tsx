import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { SortDescriptor } from '@backstage/ui';
import {
  CREDENTIAL_ORDERS,
  CredentialsPage,
} from '@plumbline/plugin-secret-expiry-common';
import { EmptyState, ServerTable } from '@plumbline/plugin-workload-react';
import { reviewTranslationRef } from '../../../reviewTranslation';
import { ReviewQuery, isFiltered } from '../useReviewQuery';
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
  const { orderBy = 'urgency' } = query;
  const columns = useColumns();
  const found = isFiltered(query) ? 'noMatch' : 'none';
  return (
    <ServerTable
      columns={columns}
      rows={page.items}
      total={page.total}
      page={query}
      onPage={onChange}
      sort={{
        column: orderBy.replace(/^-/, ''),
        direction: orderBy.startsWith('-') ? 'descending' : 'ascending',
      }}
      onSort={sort => onChange({ orderBy: orderOf(sort) })}
      isStale={isStale}
      selection={{
        mode: chosen ? 'multiple' : 'none',
        behavior: 'toggle',
        selected: chosen?.ids ?? NONE,
        onSelectionChange: keys => chosen?.choose(keys, page.items),
      }}
      emptyState={
        <EmptyState
          title={t(`table.${found}`)}
          description={t(`table.${found}How`)}
        />
      }
    />
  );
}

function orderOf({ column, direction }: SortDescriptor) {
  const order = `${direction === 'descending' ? '-' : ''}${column}`;
  return CREDENTIAL_ORDERS.find(known => known === order);
}
