import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ButtonIcon, Flex, Text } from '@backstage/ui';
import {
  HEALTH_STATES,
  HealthState,
  USER_FLOW_KIND,
  WorkloadMap,
} from '@plumbline/plugin-workload-common';
import {
  FilterBar,
  ManySelect,
  SearchText,
} from '@plumbline/plugin-workload-react';
import { RiArrowDownLine, RiArrowUpLine } from '@remixicon/react';
import { useMemo, useRef } from 'react';
import { DEFAULT_LAYERS, MAP_LAYERS, MapLayer } from './mapLayers';
import { isFiltered, typeOf } from './matching';
import styles from './ServiceMap.module.css';
import { serviceMapTranslationRef } from './translation';
import { MapQuery, layersIn } from './useMapQuery';
import { MapScene } from './useScene';

/** Worst first, as people look for them. */
const STATES = [...HEALTH_STATES].reverse();

/** Props of {@link MapFilters}. */
export interface MapFiltersProps {
  map: WorkloadMap;
  scene: MapScene;
  found: ReadonlySet<string> | undefined;
  query: MapQuery;
  onChange: (changes: Partial<MapQuery>) => void;
  /** Shows a part that was found, and gives it the focus. */
  onFind: (wanted: { ref: string }) => void;
}

/** What is shown and what is looked for; on the map everything else steps back. */
export function MapFilters(props: MapFiltersProps) {
  const { t } = useTranslationRef(serviceMapTranslationRef);
  const { map, scene, found, query, onChange, onFind } = props;
  const types = useMemo(
    () => [...new Set(map.nodes.map(typeOf))].sort(),
    [map],
  );
  const inOrder = useMemo(
    () =>
      scene.boxes
        .flatMap(({ stamp, members }) => [
          ...(stamp ? [stamp] : []),
          ...members,
        ])
        .map(node => node.entityRef)
        .filter(ref => found?.has(ref)),
    [scene.boxes, found],
  );
  const last = useRef(-1);
  const step = (by: 1 | -1) => {
    const count = inOrder.length;
    last.current =
      (Math.max(last.current, by > 0 ? -1 : 0) + by + count) % count;
    onFind({ ref: inOrder[last.current] });
  };
  const layers = layersIn(query);
  return (
    <div className={styles.filters}>
      <FilterBar
        clearLabel={t('filter.clear')}
        onClear={
          isFiltered(query)
            ? () =>
                onChange({
                  search: undefined,
                  state: undefined,
                  type: undefined,
                })
            : undefined
        }
      >
        <SearchText
          label={t('filter.search')}
          placeholder={t('filter.searchHint')}
          value={query.search}
          onChange={search => onChange({ search })}
        />
        <ManySelect
          label={t('filter.state')}
          placeholder={t('filter.any')}
          options={STATES.map(id => ({ id, label: t(`state.${id}`) }))}
          value={query.state}
          onChange={state => onChange({ state: state as HealthState[] })}
        />
        <ManySelect
          label={t('filter.type')}
          placeholder={t('filter.any')}
          options={types.map(id => ({
            id,
            label: id === USER_FLOW_KIND ? t('filter.userFlow') : id,
          }))}
          value={query.type}
          onChange={type => onChange({ type })}
        />
        <ManySelect
          label={t('layer.label')}
          placeholder={t('filter.any')}
          options={MAP_LAYERS.map(id => ({ id, label: t(`layer.${id}`) }))}
          value={layers}
          onChange={chosen => onChange({ layers: layersToKeep(chosen) })}
        />
      </FilterBar>
      {found && (
        <Flex align="center" gap="1">
          <Text color="secondary" role="status">
            {found.size > 0
              ? t('filter.found', {
                  number: String(found.size),
                  total: String(map.nodes.length),
                })
              : t('filter.none')}
          </Text>
          {inOrder.length > 0 && query.view !== 'table' && (
            <>
              <ButtonIcon
                size="small"
                variant="tertiary"
                aria-label={t('filter.previous')}
                icon={<RiArrowUpLine aria-hidden />}
                onPress={() => step(-1)}
              />
              <ButtonIcon
                size="small"
                variant="tertiary"
                aria-label={t('filter.next')}
                icon={<RiArrowDownLine aria-hidden />}
                onPress={() => step(1)}
              />
            </>
          )}
        </Flex>
      )}
    </div>
  );
}

/** What the address says: nothing where it is as by default. */
function layersToKeep(chosen: string[] | undefined): MapQuery['layers'] {
  if (!chosen) return ['none'];
  const layers = MAP_LAYERS.filter(layer => chosen.includes(layer));
  const isDefault =
    layers.length === DEFAULT_LAYERS.length &&
    layers.every((layer: MapLayer) => DEFAULT_LAYERS.includes(layer));
  return isDefault ? undefined : layers;
}
