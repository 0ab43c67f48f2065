import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import { WorkloadMap } from '@plumbline/plugin-workload-common';
import { RiHistoryLine } from '@remixicon/react';
import { PictureDownloads } from './PictureDownloads';
import styles from './ServiceMap.module.css';
import { isFoldable } from './folding';
import { serviceMapTranslationRef } from './translation';
import { MapQuery } from './useMapQuery';
import { MapScene } from './useScene';

/** Props of {@link MapToolbar}. */
export interface MapToolbarProps {
  map: WorkloadMap;
  scene: MapScene;
  query: MapQuery;
  view: 'map' | 'table';
  onChange: (changes: Partial<MapQuery>) => void;
}

/** How to look at the map: as a picture or a table, folded, back in time, or as a file. */
export function MapToolbar(props: MapToolbarProps) {
  const { t } = useTranslationRef(serviceMapTranslationRef);
  const { map, scene, query, view, onChange } = props;
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
    </div>
  );
}
