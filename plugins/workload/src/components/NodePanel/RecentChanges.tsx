import { parseEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Link, Text } from '@backstage/ui';
import { MapNode } from '@plumbline/plugin-workload-common';
import { ReadView, When, useRead } from '@plumbline/plugin-workload-react';
import { workloadApiRef } from '../../api/WorkloadApi';
import { healthTranslationRef } from '../../healthTranslation';
import { HealthLabel } from '../HealthLabel';
import { useEntityHref } from '../useEntityHref';
import styles from './NodePanel.module.css';
import { usePanelMap } from './PanelMap';
import { Section } from './Section';

const SHOWN = 5;

/** When a part last changed its state, and why. */
export function RecentChanges({ node }: { node: MapNode }) {
  const { t } = useTranslationRef(healthTranslationRef);
  const api = useApi(workloadApiRef);
  const hrefOf = useEntityHref();
  const { workloadRef, at } = usePanelMap().map;
  const { entityRef, stateSince } = node;
  const read = useRead(
    () =>
      api.getHealthHistory(parseEntityRef(workloadRef), {
        entityRef,
        to: at,
        limit: SHOWN,
      }),
    // A new state of the part is a new change.
    [api, workloadRef, entityRef, at, stateSince],
  );
  return (
    <Section title={t('panel.changes')}>
      <ReadView read={read}>
        {({ items, total }) => (
          <>
            {items.length === 0 && (
              <Text color="secondary">{t('panel.noChanges')}</Text>
            )}
            <ul className={styles.plainList}>
              {items.map(change => (
                <li key={change.at}>
                  <HealthLabel state={change.to} /> <When at={change.at} />
                  {change.cause && (
                    <Text as="p" color="secondary">
                      {change.cause.reason}
                    </Text>
                  )}
                </li>
              ))}
            </ul>
            {total > items.length && (
              <Link
                href={`${hrefOf(
                  workloadRef,
                  'health',
                )}?entityRef=${encodeURIComponent(entityRef)}`}
              >
                {t('panel.allChanges')}
              </Link>
            )}
          </>
        )}
      </ReadView>
    </Section>
  );
}
