import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { MapNode, isUserFlow } from '@plumbline/plugin-workload-common';
import { healthTranslationRef } from '../../healthTranslation';
import { Jump } from './Jump';
import styles from './NodePanel.module.css';
import { usePanelMap } from './PanelMap';

/** What a part depends on, and what depends on it. */
export function Neighbours({ node }: { node: MapNode }) {
  const { entityRef } = node;
  const { t } = useTranslationRef(healthTranslationRef);
  const { map } = usePanelMap();
  const edges = map.edges.filter(({ kind }) => kind === 'depends-on');
  const needs = edges
    .filter(edge => edge.sourceRef === entityRef)
    .map(edge => edge.targetRef);
  const neededBy = edges
    .filter(edge => edge.targetRef === entityRef)
    .map(edge => edge.sourceRef);
  const list = (refs: string[]) =>
    refs.length === 0
      ? t('panel.nothing')
      : refs.map((ref, place) => (
          <span key={ref}>
            {place > 0 && ', '}
            <Jump nodeRef={ref} />
          </span>
        ));
  return (
    <dl className={styles.facts}>
      <dt>{t('panel.needs')}</dt>
      <dd>{list(needs)}</dd>
      {!isUserFlow(node) && (
        <>
          <dt>{t('panel.neededBy')}</dt>
          <dd>{list(neededBy)}</dd>
        </>
      )}
    </dl>
  );
}
