import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Table } from '@backstage/ui';
import {
  PortfolioOrder,
  PortfolioPage,
} from '@plumbline/plugin-maturity-common';
import { EmptyState } from '@plumbline/plugin-workload-react';
import { maturityPageTranslationRef } from '../../../pageTranslation';
import { levelColor } from '../LevelBars/levelColor';
import { ModelShape } from '../ModelsInForce/useModelShape';
import { isFiltered } from '../ReviewFilters/ReviewFilters';
import { PAGE_SIZES, ReviewQuery } from '../ReviewTab/useReviewQuery';
import styles from './HeatMap.module.css';
import { useColumns } from './columns';

/** Props of {@link HeatMap}. */
export interface HeatMapProps {
  page: PortfolioPage;
  shape: ModelShape;
  query: ReviewQuery;
  isStale: boolean;
  onChange: (changes: Partial<ReviewQuery>) => void;
}

/** Workloads by pillars, each level on its colour. */
export function HeatMap(props: HeatMapProps) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const { page, shape, query, isStale, onChange } = props;
  const { limit, offset, sort, direction } = query;
  const columns = useColumns(shape);
  const filtered = isFiltered(query);
  return (
    <div className={styles.map}>
      <Legend top={shape.top} />
      <Table
        columnConfig={columns}
        data={page.items.map(row => ({ ...row, id: row.workloadRef }))}
        isStale={isStale}
        sort={{
          descriptor: {
            column: sort ?? 'level',
            direction: direction === 'desc' ? 'descending' : 'ascending',
          },
          onSortChange: sorted =>
            onChange({
              sort: sorted.column as PortfolioOrder,
              direction: sorted.direction === 'descending' ? 'desc' : 'asc',
            }),
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
            title={filtered ? t('heatMap.noMatch') : t('heatMap.none')}
            description={
              filtered ? t('heatMap.noMatchHow') : t('heatMap.noneHow')
            }
          />
        }
      />
    </div>
  );
}

function Legend({ top }: { top: number }) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  return (
    <div className={styles.legend}>
      {Array.from({ length: top + 1 }, (_, level) => (
        <span
          key={level}
          className={styles.swatch}
          style={levelColor(level, top)}
        >
          {level}
        </span>
      ))}
      <span>{t('heatMap.legend')}</span>
    </div>
  );
}
