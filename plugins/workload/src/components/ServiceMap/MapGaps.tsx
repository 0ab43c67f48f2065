import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Text } from '@backstage/ui';
import { WorkloadMap, mapGaps } from '@plumbline/plugin-workload-common';
import { useMemo } from 'react';
import { PartLink } from '../PartLink/PartLink';
import styles from './ServiceMap.module.css';
import { serviceMapTranslationRef } from './translation';

const NAMED_AT_MOST = 8;

/** What nobody declared, and how to add it. */
export function MapGaps(props: {
  map: WorkloadMap;
  onSelect: (ref: string) => void;
}) {
  const { t } = useTranslationRef(serviceMapTranslationRef);
  const { map, onSelect } = props;
  const gaps = useMemo(() => mapGaps(map), [map]);
  const titles = useMemo(
    () => new Map(map.nodes.map(node => [node.entityRef, node.title])),
    [map],
  );
  if (map.at || gaps.length === 0) return null;
  const isGrave = gaps[0].kind === 'no-dependencies';
  return (
    <details className={styles.gaps} open={isGrave}>
      <summary>{t('gap.label', { count: gaps.length })}</summary>
      <ul className={styles.plainList}>
        {gaps.map(({ kind, entityRefs }) => (
          <li key={kind}>
            <Text as="div" weight="bold">
              {t(`gap.${kind}`)}
            </Text>
            <Text as="div" color="secondary">
              {t(`gap.${kind}How`)}
            </Text>
            {entityRefs[0] !== map.workloadRef && (
              <div className={styles.gapParts}>
                {entityRefs.slice(0, NAMED_AT_MOST).map(ref => (
                  <PartLink key={ref} entityRef={ref} onSelect={onSelect}>
                    {titles.get(ref) ?? ref}
                  </PartLink>
                ))}
                {entityRefs.length > NAMED_AT_MOST && (
                  <Text color="secondary">
                    {t('gap.more', {
                      number: String(entityRefs.length - NAMED_AT_MOST),
                    })}
                  </Text>
                )}
              </div>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
