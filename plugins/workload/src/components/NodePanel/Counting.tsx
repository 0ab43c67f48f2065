import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Link } from '@backstage/ui';
import { MapNode, isUserFlow } from '@plumbline/plugin-workload-common';
import { Term } from '@plumbline/plugin-workload-react';
import { healthTranslationRef } from '../../healthTranslation';
import { modelAddress } from '../HealthModel/modelAddress';
import { useEntityHref } from '../useEntityHref';
import styles from './NodePanel.module.css';
import { usePanelMap } from './PanelMap';
import { Section } from './Section';

/** How a part counts for what is above and for users, and where to change it. */
export function Counting({ node }: { node: MapNode }) {
  const { t } = useTranslationRef(healthTranslationRef);
  const { map } = usePanelMap();
  const hrefOf = useEntityHref();
  const { countsAs, criticality, entityRef, title } = node;
  const place = modelAddress(isUserFlow(node) ? 'flows' : 'parts', entityRef);
  return (
    <Section
      title={t('panel.counting')}
      action={
        !map.at && (
          <Link
            href={`${hrefOf(map.workloadRef, 'health')}${place}`}
            aria-label={t('panel.editOne', { title })}
          >
            {t('panel.edit')}
          </Link>
        )
      }
    >
      <dl className={styles.facts}>
        {entityRef !== map.workloadRef && (
          <>
            <dt>{t('panel.countsAs')}</dt>
            <dd>
              <Term meaning={t(`impact.${countsAs}Means`)}>
                {t(`impact.${countsAs}`)}
              </Term>
            </dd>
          </>
        )}
        <dt>{t('panel.criticality')}</dt>
        <dd>
          <Term meaning={t('criticality.means')}>
            {t(`criticality.${criticality}`)}
          </Term>
        </dd>
      </dl>
    </Section>
  );
}
