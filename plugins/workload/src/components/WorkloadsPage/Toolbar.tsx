import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Select } from '@backstage/ui';
import {
  FamilyStatus,
  WORKLOAD_GROUPINGS,
  WorkloadGrouping,
  WorkloadOrder,
} from '@plumbline/plugin-workload-common';
import { DownloadButton, ManySelect } from '@plumbline/plugin-workload-react';
import { workloadApiRef } from '../../api/WorkloadApi';
import { portfolioTranslationRef } from '../../portfolioTranslation';
import styles from './WorkloadsPage.module.css';
import { USUAL_COLUMNS, useColumns } from './table/columns';
import { PortfolioView, queryOf } from './usePortfolioQuery';
import { ViewsMenu } from './views/ViewsMenu';

const NOTHING = 'nothing';

/** Props of {@link Toolbar}. */
export interface ToolbarProps {
  view: PortfolioView;
  families: FamilyStatus[];
  onChange: (changes: Partial<PortfolioView>) => void;
  /** The switch of live updates. */
  children?: React.ReactNode;
}

/** How to look at the workloads: groups, columns, views, a file. */
export function Toolbar({ view, families, onChange, children }: ToolbarProps) {
  const { t } = useTranslationRef(portfolioTranslationRef);
  const columns = useColumns(families).filter(({ id }) => id !== 'title');
  const { groupBy } = view;
  const chosen = view.columns ?? USUAL_COLUMNS;
  const setColumns = (ids: string[] = []) => {
    const wanted: WorkloadOrder[] = [
      'title',
      ...columns.map(({ id }) => id).filter(id => ids.includes(id)),
    ];
    const isUsual = wanted.join() === usualOf(columns).join();
    // Where they are in the list does not change with what is shown of them.
    onChange({
      columns: isUsual ? undefined : wanted,
      offset: view.offset,
    });
  };
  return (
    <div role="group" aria-label={t('show.options')} className={styles.toolbar}>
      <Select
        size="small"
        label={t('show.groupBy')}
        options={[
          { id: NOTHING, label: t('show.groupByNothing') },
          ...WORKLOAD_GROUPINGS.map(id => ({ id, label: t(`filter.${id}`) })),
        ]}
        value={groupBy ?? NOTHING}
        onChange={key =>
          onChange({
            groupBy:
              key === NOTHING ? undefined : (String(key) as WorkloadGrouping),
          })
        }
      />
      {!groupBy && (
        <ManySelect
          label={t('show.columns')}
          placeholder={t('show.columnsUsual')}
          options={columns.map(({ id, label }) => ({ id, label }))}
          value={columns.map(({ id }) => id).filter(id => chosen.includes(id))}
          onChange={setColumns}
        />
      )}
      <div className={styles.buttons}>
        <ViewsMenu />
        <CsvButton view={view} />
        {children}
      </div>
    </div>
  );
}

function usualOf(columns: { id: WorkloadOrder }[]): WorkloadOrder[] {
  return USUAL_COLUMNS.filter(
    id => id === 'title' || columns.some(column => column.id === id),
  );
}

/** Saves every workload that the filters let through, in the order shown. */
function CsvButton({ view }: { view: PortfolioView }) {
  const { t } = useTranslationRef(portfolioTranslationRef);
  const api = useApi(workloadApiRef);
  const { limit, offset, ...query } = queryOf(view);
  return (
    <DownloadButton
      label={t('show.csv')}
      failed={t('show.csvFailed')}
      fileName={`workloads-${new Date().toISOString().slice(0, 10)}.csv`}
      download={onProgress => api.downloadWorkloads(query, onProgress)}
    />
  );
}
