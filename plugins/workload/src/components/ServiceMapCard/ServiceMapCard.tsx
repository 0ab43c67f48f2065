import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import { Flex, Link, Text } from '@backstage/ui';
import {
  HEALTH_STATES,
  WorkloadMap,
  healthRank,
} from '@plumbline/plugin-workload-common';
import {
  ReadView,
  ToneLabel,
  toneOfHealth,
  useSame,
  useWorkloadName,
} from '@plumbline/plugin-workload-react';
import { workloadApiRef } from '../../api/WorkloadApi';
import { MapDrawing, PAGE_COLORS } from '../ServiceMap/MapDrawing';
import { explained, waysOf } from '../ServiceMap/illness';
import { DEFAULT_LAYERS, MapLayer } from '../ServiceMap/mapLayers';
import { serviceMapTranslationRef } from '../ServiceMap/translation';
import { useFlowWords } from '../ServiceMap/useFlowWords';
import { useScene } from '../ServiceMap/useScene';
import { useLiveRead } from '../live/useLiveRead';
import { useEntityHref } from '../useEntityHref';
import styles from './ServiceMapCard.module.css';

const UNHEARD_MS = 15_000;
const NAMED_AT_MOST = 6;

/** In small, what sends telemetry where is not the question. */
const LAYERS: MapLayer[] = DEFAULT_LAYERS.filter(
  layer => layer !== 'telemetry',
);
const FOLDING = { fold: 'all' as const, toggled: [] };
const NOTHING: string[] = [];

/** The service map in small: each stamp as a whole, what is ill in it, and the way to the cause. */
export function ServiceMapCard() {
  const { t } = useTranslationRef(serviceMapTranslationRef);
  const api = useApi(workloadApiRef);
  const name = useWorkloadName();
  const hrefOf = useEntityHref();
  const read = useLiveRead(name, () => api.getMap(name), [api, name], {
    unheardMs: UNHEARD_MS,
  });
  const href = hrefOf(`system:${name.namespace}/${name.name}`, 'service-map');
  return (
    <EntityInfoCard
      title={t('title')}
      headerActions={<Link href={href}>{t('open')}</Link>}
    >
      <ReadView
        read={read}
        empty={{
          when: map => map.nodes.length < 2,
          title: t('empty'),
          description: t('emptyHow'),
        }}
      >
        {map => <SmallMap map={map} href={href} />}
      </ReadView>
    </EntityInfoCard>
  );
}

function SmallMap({ map, href }: { map: WorkloadMap; href: string }) {
  const { t } = useTranslationRef(serviceMapTranslationRef);
  const words = useFlowWords(map);
  const ways = useSame(waysOf(explained(map, undefined, undefined)));
  const scene = useScene(map, {
    layers: LAYERS,
    lookedAt: NOTHING,
    folding: FOLDING,
    ways,
  });
  const root = map.nodes.find(node => node.entityRef === map.workloadRef);
  const states = [...HEALTH_STATES]
    .reverse()
    .map(state => ({
      state,
      count: map.nodes.filter(node => node.state === state).length,
    }))
    .filter(({ count }) => count > 0)
    .map(({ state, count }) =>
      t('graph.counted', { number: String(count), state: words.state(state) }),
    );
  const ill = map.nodes
    .filter(
      ({ ownState }) => ownState === 'degraded' || ownState === 'unhealthy',
    )
    .sort((a, b) => healthRank(b.ownState) - healthRank(a.ownState));
  return (
    <Flex direction="column" gap="3">
      <MapDrawing
        className={styles.picture}
        scene={scene}
        words={words}
        colors={PAGE_COLORS}
        label={t('card.picture', {
          name: root?.title ?? map.workloadRef,
          states: states.join(', '),
        })}
      />
      {ill.length === 0 ? (
        <Text color="secondary">{t('card.fine')}</Text>
      ) : (
        <ul className={styles.ill}>
          {ill.slice(0, NAMED_AT_MOST).map(node => (
            <li key={node.entityRef}>
              <Link href={`${href}?node=${encodeURIComponent(node.entityRef)}`}>
                <ToneLabel tone={toneOfHealth(node.ownState)}>
                  {t('card.ill', {
                    title: node.title,
                    state: words.state(node.ownState),
                  })}
                </ToneLabel>
              </Link>
            </li>
          ))}
          {ill.length > NAMED_AT_MOST && (
            <li>
              <Text color="secondary">
                {t('gap.more', { number: String(ill.length - NAMED_AT_MOST) })}
              </Text>
            </li>
          )}
        </ul>
      )}
    </Flex>
  );
}
