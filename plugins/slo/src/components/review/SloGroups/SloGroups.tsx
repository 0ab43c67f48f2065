import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, TablePagination } from '@backstage/ui';
import {
  NO_OWNER,
  SloGroupPage,
  SloGrouping,
} from '@plumbline/plugin-slo-common';
import {
  EmptyState,
  PAGE_SIZES,
  useEntityNames,
} from '@plumbline/plugin-workload-react';
import { sloPageTranslationRef } from '../../../pageTranslation';
import { SloQuery, isFiltered } from '../useSloQuery';
import { SloGroupRow } from './SloGroupRow';
import styles from './SloGroups.module.css';

/** Props of {@link SloGroups}. */
export interface SloGroupsProps {
  page: SloGroupPage;
  groupBy: SloGrouping;
  query: SloQuery;
  /** Whether these groups answer an older query. */
  isStale: boolean;
  onChange: (changes: Partial<SloQuery>) => void;
}

/** A page of groups, the one with the most urgent objective first; each opens to its objectives. */
export function SloGroups(props: SloGroupsProps) {
  const { page, groupBy, query, isStale, onChange } = props;
  const { t } = useTranslationRef(sloPageTranslationRef);
  const nameOf = useEntityNames(
    groupBy === 'owner' ? page.items.flatMap(({ ref }) => ref ?? []) : [],
  );
  const { offset, limit, open = [] } = query;
  if (page.total === 0) {
    const found = isFiltered(query) ? 'noMatch' : 'none';
    return (
      <EmptyState
        title={t(`table.${found}`)}
        description={t(`table.${found}How`)}
      />
    );
  }
  return (
    <Flex direction="column" gap="3">
      <ul
        className={styles.groups}
        aria-label={t(
          groupBy === 'owner' ? 'group.listOfOwners' : 'group.listOfWorkloads',
        )}
        data-stale={isStale}
      >
        {page.items.map(group => {
          const { ref = NO_OWNER, title } = group;
          const named = group.ref ? nameOf(group.ref) : t('filter.noOwner');
          const isOpen = open.includes(ref);
          return (
            <SloGroupRow
              key={ref}
              group={group}
              name={title ?? named}
              groupBy={groupBy}
              query={query}
              isOpen={isOpen}
              onToggle={() =>
                onChange({
                  open: isOpen
                    ? open.filter(each => each !== ref)
                    : [...open, ref],
                  offset,
                })
              }
              onChange={onChange}
            />
          );
        })}
      </ul>
      <TablePagination
        pageSize={limit}
        pageSizeOptions={PAGE_SIZES}
        offset={offset}
        totalCount={page.total}
        hasPreviousPage={offset > 0}
        hasNextPage={offset + limit < page.total}
        onPreviousPage={() => onChange({ offset: Math.max(0, offset - limit) })}
        onNextPage={() => onChange({ offset: offset + limit })}
        onPageSizeChange={size => onChange({ limit: size })}
      />
    </Flex>
  );
}
