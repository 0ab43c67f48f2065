import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, Text, ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import { WorkloadMap } from '@plumbline/plugin-workload-common';
import { When } from '@plumbline/plugin-workload-react';
import { RiHistoryLine } from '@remixicon/react';
import { PictureDownloads } from './PictureDownloads';
import styles from './ServiceMap.module.css';
import { isFoldable } from './folding';
import { serviceMapTranslationRef } from './translation';
import { MapQuery, layersIn } from './useMapQuery';
import { MapScene } from './useScene';

/** Props of {@link MapToolbar}. */
export interface MapToolbarProps {
  map: WorkloadMap;
  /** ISO 8601, when the catalog was last read. */
  asOf: string;
  scene: MapScene;
  query: MapQuery;
  view: 'map' | 'table';
  onChange: (changes: Partial<MapQuery>) => void;
}

/** How to look at the map, and what its lines mean. */
export function MapToolbar(props: MapToolbarProps) {
  const { t } = useTranslationRef(serviceMapTranslationRef);
  const { map, asOf, scene, query, view, onChange } = props;
  const foldable = scene.boxes.filter(isFoldable);
  const areFolded = 2 * scene.folded.size >= foldable.length;
  return (
    <div className={styles.toolbar}>
      <ToggleButtonGroup
        aria-label={t('view.label')}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[view]}
        onSelectionChange={keys =>
          onChange({ view: [...keys][0] as 'map' | 'table' })
        }
      >
        <ToggleButton id="map">{t('view.map')}</ToggleButton>
        <ToggleButton id="table">{t('view.table')}</ToggleButton>
      </ToggleButtonGroup>
      {view === 'map' && foldable.length > 0 && (
        <Button
          size="small"
          variant="secondary"
          onPress={() =>
            onChange({ fold: areFolded ? 'none' : 'all', toggled: undefined })
          }
        >
          {areFolded ? t('graph.unfoldAll') : t('graph.foldAll')}
        </Button>
      )}
      {!query.back && !query.at && (
        <Button
          size="small"
          variant="secondary"
          iconStart={<RiHistoryLine aria-hidden />}
          onPress={() => onChange({ back: 'week' })}
        >
          {t('time.open')}
        </Button>
      )}
      {view === 'map' && <PictureDownloads map={map} scene={scene} />}
      {view === 'map' && <Legend query={query} />}
      <Text color="secondary" variant="body-small">
        {t('asOf')} <When at={asOf} />
      </Text>
    </div>
  );
}

function Legend({ query }: { query: MapQuery }) {
  const { t } = useTranslationRef(serviceMapTranslationRef);
  const layers = layersIn(query);
  return (
    <ul className={styles.legend} aria-label={t('legend.label')}>
      {(
        [
          ['dependencies', 'depends-on'],
          ['telemetry', 'telemetry'],
          ['containment', 'contains'],
        ] as const
      )
        .filter(([layer]) => layers.includes(layer))
        .map(([layer, kind]) => (
          <li key={layer}>
            <span aria-hidden className={styles.legendLine} data-kind={kind} />
            {t(`legend.${kind}`)}
          </li>
        ))}
      <li>
        <span aria-hidden className={styles.legendLine} data-kind="ill" />
        {t('legend.ill')}
      </li>
    </ul>
  );
}
