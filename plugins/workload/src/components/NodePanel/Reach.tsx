import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Link, Text } from '@backstage/ui';
import { MapNode } from '@plumbline/plugin-workload-common';
import { useRead } from '@plumbline/plugin-workload-react';
import { workloadApiRef } from '../../api/WorkloadApi';
import { healthTranslationRef } from '../../healthTranslation';
import { useEntityHref } from '../useEntityHref';
import styles from './NodePanel.module.css';
import { usePanelMap } from './PanelMap';
import { Section } from './Section';

/** Other workloads that a part reaches; nothing where there are none. */
export function Reach({ node: { entityRef } }: { node: MapNode }) {
  const { t } = useTranslationRef(healthTranslationRef);
  const api = useApi(workloadApiRef);
  const hrefOf = useEntityHref();
  const { workloadRef } = usePanelMap().map;
  const { value } = useRead(() => api.getAffected(entityRef), [api, entityRef]);
  const others = (value?.items ?? []).filter(
    each => each.workloadRef !== workloadRef,
  );
  if (others.length === 0) return null;
  return (
    <Section title={t('panel.reach')}>
      <ul className={styles.plainList}>
        {others.map(other => (
          <li key={other.workloadRef}>
            <Link href={hrefOf(other.workloadRef, 'service-map')}>
              {other.title}
            </Link>
            {other.userFlows.length > 0 && (
              <Text as="p" color="secondary">
                {t('panel.users', {
                  flows: other.userFlows.map(({ title }) => title).join(', '),
                })}
              </Text>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
