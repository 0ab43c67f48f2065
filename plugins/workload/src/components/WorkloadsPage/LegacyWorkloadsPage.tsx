import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Container, Tab, TabList, Tabs } from '@backstage/ui';
import { LegacyPage } from '@plumbline/plugin-workload-react';
import { portfolioTranslationRef } from '../../portfolioTranslation';
import { WorkloadRoutes } from '../WorkloadPages/WorkloadRoutes';
import { useTabs } from '../WorkloadPages/useTabs';

/** The portfolio and the incidents in the old frontend system. */
export function LegacyWorkloadsPage() {
  const { t } = useTranslationRef(portfolioTranslationRef);
  const tabs = useTabs();
  return (
    <LegacyPage title={t('page.title')}>
      <Container py="2">
        <Tabs>
          <TabList>
            {tabs.map(({ id, label, href }) => (
              <Tab key={id} id={id} href={href} matchStrategy="prefix">
                {label}
              </Tab>
            ))}
          </TabList>
        </Tabs>
      </Container>
      <WorkloadRoutes />
    </LegacyPage>
  );
}
