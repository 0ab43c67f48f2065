import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  EntityOrphanWarning,
  EntityProcessingErrorsPanel,
  EntityRelationWarning,
  EntitySwitch,
  hasCatalogProcessingErrors,
  hasRelationWarnings,
  isOrphan,
} from '@backstage/plugin-catalog';
import { EntityContentLayoutProps } from '@backstage/plugin-catalog-react/alpha';
import { Flex } from '@backstage/ui';
import { workloadTranslationRef } from '../../translation';
import { WorkloadOverview } from './WorkloadOverview';
import styles from './WorkloadOverview.module.css';

/**
 * The overview of a workload in the catalog's page: what is wrong with its
 * description, then tiles and attention, then everybody's cards.
 */
export function WorkloadOverviewLayout({ cards }: EntityContentLayoutProps) {
  const { t } = useTranslationRef(workloadTranslationRef);
  return (
    <Flex direction="column" gap="4">
      <EntitySwitch>
        <EntitySwitch.Case if={isOrphan}>
          <EntityOrphanWarning />
        </EntitySwitch.Case>
      </EntitySwitch>
      <EntitySwitch>
        <EntitySwitch.Case if={hasRelationWarnings}>
          <EntityRelationWarning />
        </EntitySwitch.Case>
      </EntitySwitch>
      <EntitySwitch>
        <EntitySwitch.Case if={hasCatalogProcessingErrors}>
          <EntityProcessingErrorsPanel />
        </EntitySwitch.Case>
      </EntitySwitch>
      <WorkloadOverview />
      <section className={styles.cards} aria-label={t('overview.cards')}>
        {cards
          .map(({ element, type }, index) => ({ element, type, index }))
          // What is known of the workload comes before what describes it.
          .sort((a, b) => Number(a.type === 'info') - Number(b.type === 'info'))
          .map(({ element, index }) => (
            <div key={element.key ?? index} className={styles.card}>
              {element}
            </div>
          ))}
      </section>
    </Flex>
  );
}
