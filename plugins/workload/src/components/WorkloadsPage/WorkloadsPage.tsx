import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  ButtonLink,
  Container,
  Flex,
  Link,
  Text,
  VisuallyHidden,
} from '@backstage/ui';
import { WorkloadPage } from '@plumbline/plugin-workload-common';
import { ReadView, useRead, useSame } from '@plumbline/plugin-workload-react';
import { RiAddLine } from '@remixicon/react';
import { ReactNode, useMemo } from 'react';
import { workloadApiRef } from '../../api/WorkloadApi';
import { portfolioTranslationRef } from '../../portfolioTranslation';
import { FamilyAlerts } from '../FamilyAlerts';
import { Toolbar } from './Toolbar';
import styles from './WorkloadsPage.module.css';
import { PortfolioFilters } from './filters/PortfolioFilters';
import { GroupTable } from './groups/GroupTable';
import { ChangedRows } from './live/ChangedRows';
import { LiveNote, LiveToggle } from './live/LiveBar';
import { useLivePage } from './live/useLivePage';
import { WorkloadTable } from './table/WorkloadTable';
import {
  PortfolioView,
  queryOf,
  searchOfView,
  usePortfolioView,
} from './usePortfolioQuery';

/** All workloads, the most urgent first: which of ours need someone? */
export function WorkloadsPage() {
  const { t } = useTranslationRef(portfolioTranslationRef);
  const { query: view, change } = usePortfolioView();
  const api = useApi(workloadApiRef);
  const filters = useRead(() => api.getFilters(), [api]);
  const live = useLivePage(useSame(queryOf(view)));
  const { changed } = live;
  const changedRefs = useMemo(
    () => new Set(changed.map(({ after }) => after.ref)),
    [changed],
  );
  const { groupBy } = view;
  return (
    <Container py="4">
      <Flex direction="column" gap="4">
        <Summary page={live.read.value} view={view}>
          {!groupBy && <LiveNote live={live} />}
        </Summary>
        <PortfolioFilters
          values={filters.value}
          view={view}
          onChange={change}
        />
        <Toolbar
          values={filters.value}
          view={view}
          families={live.read.value?.families ?? []}
          onChange={change}
        >
          {!groupBy && <LiveToggle live={live} />}
        </Toolbar>
        <VisuallyHidden>
          <h2>{t('show.list')}</h2>
        </VisuallyHidden>
        {groupBy ? (
          <GroupTable view={view} groupBy={groupBy} />
        ) : (
          <ReadView read={live.read}>
            {page => (
              <>
                <FamilyAlerts families={page.families} />
                <ChangedRows.Provider value={changedRefs}>
                  <WorkloadTable
                    rows={live.rows}
                    total={page.total}
                    families={page.families}
                    view={view}
                    isStale={live.read.isStale}
                    onChange={change}
                  />
                </ChangedRows.Provider>
              </>
            )}
          </ReadView>
        )}
      </Flex>
    </Container>
  );
}

function Summary(props: {
  page: WorkloadPage | undefined;
  view: PortfolioView;
  /** What changed just now. */
  children?: ReactNode;
}) {
  const { page, view, children } = props;
  const { t } = useTranslationRef(portfolioTranslationRef);
  return (
    <Flex gap="3" align="center" justify="between" className={styles.summary}>
      <Text variant="body-large" role="status">
        {page && (
          <>
            {t('page.count', { count: page.total })}
            {' · '}
            <Link
              href={searchOfView({ ...view, attention: true })}
              variant="body-large"
              title={t('page.needAttentionMeans')}
            >
              {t('page.needAttention', { count: page.needsAttention })}
            </Link>
          </>
        )}
      </Text>
      {children}
      <ButtonLink
        href="/create/templates/default/add-stamp"
        variant="secondary"
        iconStart={<RiAddLine aria-hidden />}
      >
        {t('page.addStamp')}
      </ButtonLink>
    </Flex>
  );
}
