import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Select } from '@backstage/ui';
import {
  FamilyStatus,
  WORKLOAD_GROUPINGS,
  WorkloadFilters,
  WorkloadGrouping,
} from '@plumbline/plugin-workload-common';
import { DownloadButton } from '@plumbline/plugin-workload-react';
import { workloadApiRef } from '../../api/WorkloadApi';
import { portfolioTranslationRef } from '../../portfolioTranslation';
import { ColumnsButton } from './ColumnsButton';
import styles from './WorkloadsPage.module.css';
import { QuickFilters } from './filters/QuickFilters';
import { PortfolioView, queryOf } from './usePortfolioQuery';
import { ViewsMenu } from './views/ViewsMenu';

const NOTHING = 'nothing';

/** Props of {@link Toolbar}. */
export interface ToolbarProps {
  /** What there is to filter by; `undefined` while it is not there. */
  values: WorkloadFilters | undefined;
  view: PortfolioView;
  families: FamilyStatus[];
  onChange: (changes: Partial<PortfolioView>) => void;
  /** The switch of live updates. */
  children?: React.ReactNode;
}

/** What is asked for most, and how to look at it: groups, columns, views, a file. */
export function Toolbar(props: ToolbarProps) {
  const { values, view, families, onChange, children } = props;
  const { t } = useTranslationRef(portfolioTranslationRef);
  const { groupBy } = view;
  return (
    <div role="group" aria-label={t('show.options')} className={styles.toolbar}>
      <QuickFilters values={values} view={view} onChange={onChange} />
      <div className={styles.buttons}>
        <Select
          size="small"
          aria-label={t('show.groupBy')}
          options={[
            { id: NOTHING, label: t('show.notGrouped') },
            ...WORKLOAD_GROUPINGS.map(id => ({
              id,
              label: t(`show.by.${id}`),
            })),
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
          <ColumnsButton
            families={families}
            value={view.columns}
            // The same rows are shown as before.
            onChange={columns => onChange({ columns, offset: view.offset })}
          />
        )}
        <ViewsMenu />
        <CsvButton view={view} />
        {children}
      </div>
    </div>
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
