import { useId, useMemo, useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text, ToggleButton } from '@backstage/ui';
import { geoPath } from 'd3-geo';
import { feature } from 'topojson-client';
import type { Topology } from 'topojson-specification';
import landTopology from 'world-atlas/land-110m.json';
import { stampFormTranslationRef } from '../../translation';
import { REGION_POSITIONS } from './regionPositions';
import { RegionOffer } from './regionOffers';
import { MAP_HEIGHT, MAP_WIDTH, projectionOf } from './projectionOf';
import styles from './RegionMap.module.css';

/** What the part of the map that shows all of it is called. */
const WORLD = 'world';

const TOPOLOGY = landTopology as unknown as Topology;
const LAND = feature(TOPOLOGY, TOPOLOGY.objects.land);

/** Props of {@link RegionMap}. */
export interface RegionMapProps {
  offers: readonly RegionOffer[];
  /** Name of the chosen region. */
  value?: string;
  onChange: (name: string) => void;
  isDisabled?: boolean;
}

/**
 * Regions where they are. Those that can be chosen are radio buttons, in one
 * group for the arrow keys, from west to east; the others say why not under
 * the pointer. The list beside it holds the same for those who do not see it.
 */
export function RegionMap(props: RegionMapProps) {
  const { offers, value } = props;
  const { t } = useTranslationRef(stampFormTranslationRef);
  const [chosenPart, setPart] = useState<string>();
  const [pointed, setPointed] = useState<string>();
  const placed = useMemo(
    () =>
      offers
        .filter(({ region }) => REGION_POSITIONS[region.name])
        .sort((a, b) => positionOf(a)[0] - positionOf(b)[0]),
    [offers],
  );
  const geographies = [
    ...new Set(offers.map(({ region }) => region.geography)),
  ].sort();
  // Where all that can be chosen is, unless the reader looks elsewhere.
  const [only, ...more] = new Set(
    offers
      .filter(({ isOffered }) => isOffered)
      .map(({ region }) => region.geography),
  );
  const part =
    chosenPart ?? (only !== undefined && more.length === 0 ? only : WORLD);
  const projection = useMemo(
    () =>
      projectionOf(
        part === WORLD
          ? undefined
          : placed
              .filter(({ region }) => region.geography === part)
              .map(positionOf),
      ),
    [part, placed],
  );
  const path = useMemo(() => geoPath(projection)(LAND) ?? '', [projection]);
  const shown = placed.flatMap(offer => {
    const [x, y] = projection([...positionOf(offer)]) ?? [-1, -1];
    const isInside = x >= 0 && x <= MAP_WIDTH && y >= 0 && y <= MAP_HEIGHT;
    return isInside ? [{ offer, x, y }] : [];
  });
  const told = offers.find(({ region }) => region.name === (pointed ?? value));
  return (
    <Flex direction="column" gap="2" className={styles.map}>
      <Flex
        gap="1"
        role="group"
        aria-label={t('map.part')}
        className={styles.parts}
      >
        {[WORLD, ...geographies].map(each => (
          <ToggleButton
            key={each}
            size="small"
            isSelected={part === each}
            onChange={() => setPart(each)}
          >
            {each === WORLD ? t('map.world') : each}
          </ToggleButton>
        ))}
      </Flex>
      <div className={styles.sheet}>
        <svg
          aria-hidden
          className={styles.land}
          viewBox={`0 0 ${MAP_WIDTH} ${MAP_HEIGHT}`}
        >
          <path d={path} />
        </svg>
        <div role="radiogroup" aria-label={t('map.label')}>
          <Pins {...props} pins={shown} onPoint={setPointed} />
        </div>
      </div>
      <Legend />
      <div className={styles.told}>
        {told ? <Told offer={told} /> : <Text>{t('map.hint')}</Text>}
      </div>
    </Flex>
  );
}

interface Pin {
  offer: RegionOffer;
  /** In units of the map. */
  x: number;
  y: number;
}

function Pins(
  props: RegionMapProps & {
    pins: Pin[];
    onPoint: (name: string | undefined) => void;
  },
) {
  const { pins, value, onChange, isDisabled, onPoint } = props;
  const { t } = useTranslationRef(stampFormTranslationRef);
  const group = useId();
  // What can be chosen lies above what cannot.
  const ordered = [...pins].sort(
    (a, b) => Number(a.offer.isOffered) - Number(b.offer.isOffered),
  );
  return (
    <>
      {ordered.map(({ offer, x, y }) => {
        const { region, isOffered, toRelax, stamps } = offer;
        const kind = toRelax.length > 0 ? 'relax' : 'offered';
        const place = {
          insetInlineStart: `${(x / MAP_WIDTH) * 100}%`,
          insetBlockStart: `${(y / MAP_HEIGHT) * 100}%`,
        };
        const common = {
          className: styles.pin,
          style: place,
          'data-kind': isOffered ? kind : 'refused',
          'data-stamps': stamps.length > 0 || undefined,
          onPointerEnter: () => onPoint(region.name),
          onPointerLeave: () => onPoint(undefined),
        };
        if (!isOffered)
          return <span key={region.name} aria-hidden {...common} />;
        return (
          <input
            key={region.name}
            type="radio"
            name={group}
            aria-label={
              stamps.length > 0
                ? t('map.pinWithStamps', {
                    region: region.displayName,
                    number: stamps.length,
                  })
                : region.displayName
            }
            checked={value === region.name}
            disabled={isDisabled}
            onChange={() => onChange(region.name)}
            onFocus={() => onPoint(region.name)}
            onBlur={() => onPoint(undefined)}
            {...common}
          />
        );
      })}
    </>
  );
}

function Legend() {
  const { t } = useTranslationRef(stampFormTranslationRef);
  const kinds = ['offered', 'relax', 'refused'] as const;
  return (
    <ul className={styles.legend}>
      {kinds.map(kind => (
        <li key={kind}>
          <span aria-hidden className={styles.swatch} data-kind={kind} />
          {t(`map.${kind}`)}
        </li>
      ))}
      <li>
        <span
          aria-hidden
          className={styles.swatch}
          data-kind="offered"
          data-stamps
        />
        {t('map.stamps')}
      </li>
    </ul>
  );
}

/** One region in words, under the map. */
function Told({ offer }: { offer: RegionOffer }) {
  const { t } = useTranslationRef(stampFormTranslationRef);
  const { region, isOffered, reasons, toRelax, stamps, notes } = offer;
  const messages = reasons.map(({ message }) => message).join(' ');
  return (
    <Text>
      <strong>{region.displayName}</strong>{' '}
      {[
        region.location,
        stamps.length > 0 &&
          t('region.hasStamps', { names: stamps.join(', ') }),
        !isOffered && `${t('region.notOffered')} ${messages}`,
        toRelax.length > 0 && `${t('region.toRelax')} ${messages}`,
        isOffered && notes.join(' '),
      ]
        .filter(Boolean)
        .join(' · ')}
    </Text>
  );
}

function positionOf({ region }: RegionOffer): readonly [number, number] {
  return REGION_POSITIONS[region.name];
}
