import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { PageLayout } from '@backstage/frontend-plugin-api';
import { RiDashboardLine } from '@remixicon/react';
import { portfolioTranslationRef } from '../../portfolioTranslation';
import { WorkloadRoutes } from './WorkloadRoutes';
import { useTabs } from './useTabs';

/**
 * The portfolio and the incidents under one header. It draws its tabs by itself,
 * because sub pages of the portal's own would send `/workloads`, which links and
 * saved views have with their filters, to another address without them.
 */
export function WorkloadPages() {
  const { t } = useTranslationRef(portfolioTranslationRef);
  const tabs = useTabs();
  return (
    <PageLayout
      title={t('page.title')}
      icon={<RiDashboardLine />}
      titleLink={tabs[0].href}
      tabs={tabs}
    >
      <WorkloadRoutes />
    </PageLayout>
  );
}
