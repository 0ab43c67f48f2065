import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import { Link, Text } from '@backstage/ui';
import { WorkloadMap, healthRank } from '@plumbline/plugin-workload-common';
import {
  ReadView,
  ToneLabel,
  toneOfHealth,
  useRead,
  useWorkloadName,
} from '@plumbline/plugin-workload-react';
import { workloadApiRef } from '../../api/WorkloadApi';
import { workloadTranslationRef } from '../../translation';
import { HealthLabel } from '../HealthLabel';
import { MapBox, boxesOf } from '../ServiceMap/boxes';
import { useBoxTitle } from '../ServiceMap/useBoxTitle';
import { useEntityHref } from '../useEntityHref';
import styles from './ServiceMapCard.module.css';

const REFRESH_MS = 15_000;

/** The service map in small: each stamp and what is ill in it. */
export function ServiceMapCard() {
  const { t } = useTranslationRef(workloadTranslationRef);
  const api = useApi(workloadApiRef);
  const name = useWorkloadName();
  const hrefOf = useEntityHref();
  const read = useRead(() => api.getMap(name), [api, name], {
    everyMs: REFRESH_MS,
  });
  return (
    <EntityInfoCard
      title={t('map.title')}
      headerActions={
        <Link
          href={hrefOf(`system:${name.namespace}/${name.name}`, 'service-map')}
        >
          {t('map.open')}
        </Link>
      }
    >
      <ReadView
        read={read}
        empty={{
          when: map => map.nodes.length < 2,
          title: t('map.empty'),
          description: t('map.emptyHow'),
        }}
      >
        {map => (
          <ul className={styles.boxes}>
            {boxesOf(map).map(box => (
              <Box key={box.id} box={box} map={map} />
            ))}
          </ul>
        )}
      </ReadView>
    </EntityInfoCard>
  );
}

function Box({ box, map }: { box: MapBox; map: WorkloadMap }) {
  const { t } = useTranslationRef(workloadTranslationRef);
  const titleOf = useBoxTitle();
  const own =
    box.stamp ??
    (box.kind === 'workload'
      ? map.nodes.find(node => node.entityRef === map.workloadRef)
      : undefined);
  const ill = box.members
    .filter(
      ({ ownState }) => ownState === 'degraded' || ownState === 'unhealthy',
    )
    .sort((a, b) => healthRank(b.ownState) - healthRank(a.ownState));
  return (
    <li className={styles.box}>
      <Text as="div" weight="bold">
        {titleOf(box)}
      </Text>
      {own && <HealthLabel state={own.state} title={own.cause?.reason} />}
      {ill.map(node => (
        <div key={node.entityRef}>
          <ToneLabel tone={toneOfHealth(node.ownState)}>
            {node.title}: {t(`health.${node.ownState}`)}
          </ToneLabel>
        </div>
      ))}
    </li>
  );
}
