import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, ButtonIcon, Flex, Select, Text } from '@backstage/ui';
import { MapMoment } from '@plumbline/plugin-workload-common';
import {
  FailureAlert,
  When,
  toneOfHealth,
  useLatest,
  useRead,
  useWorkloadName,
} from '@plumbline/plugin-workload-react';
import {
  RiArrowLeftSLine,
  RiArrowRightSLine,
  RiCloseLine,
  RiPauseFill,
  RiPlayFill,
} from '@remixicon/react';
import { DateTime } from 'luxon';
import { useEffect, useRef, useState } from 'react';
import { workloadApiRef } from '../../api/WorkloadApi';
import styles from './ServiceMap.module.css';
import { serviceMapTranslationRef } from './translation';
import { MapQuery, STRETCHES, Stretch } from './useMapQuery';

const HOURS: Record<Stretch, number> = {
  day: 24,
  week: 7 * 24,
  month: 28 * 24,
};
const REFRESH_MS = 60_000;
const STEP_MS = 1_200;
const SLIDE_PAUSE_MS = 200;

/** Props of {@link TimeTravel}. */
export interface TimeTravelProps {
  query: MapQuery;
  onChange: (changes: Partial<MapQuery>) => void;
}

/** Leads the map back to any moment at which something changed, and plays what came after. */
export function TimeTravel({ query, onChange }: TimeTravelProps) {
  const { t } = useTranslationRef(serviceMapTranslationRef);
  const api = useApi(workloadApiRef);
  const name = useWorkloadName();
  const { at, back = 'week', offset } = query;
  const read = useLatest(
    useRead(
      () => {
        const from = DateTime.utc().minus({ hours: HOURS[back] });
        const asked = at ? DateTime.fromISO(at).minus({ minutes: 1 }) : from;
        return api.getMapMoments(name, {
          from: DateTime.min(from, asked)!.toUTC().toISO()!,
        });
      },
      // A moment from before the stretch widens it once, not at every step.
      // eslint-disable-next-line react-hooks/exhaustive-deps
      [api, name, back],
      { everyMs: REFRESH_MS },
    ),
  );
  const moments = read.value?.items ?? [];
  // The last place of the slider is now.
  const place = at ? placeOf(moments, at) : moments.length;
  const go = (to: number) => onChange({ at: moments[to]?.at, back, offset });
  const { isPlaying, play, pause } = usePlayback(moments, place, go);
  const [slid, slide] = useSlide(place, go);
  const close = () => {
    pause();
    onChange({ at: undefined, back: undefined, offset });
  };
  const said = sentence(moments[slid]);
  function sentence(moment: MapMoment | undefined): string {
    if (!moment) return t('time.now');
    const what = [
      ...(moment.changes > 0
        ? [
            t('time.changes', { count: moment.changes }),
            t('time.worst', { state: t(`state.${moment.worst}`) }),
          ]
        : []),
      ...(moment.reshaped ? [t('time.reshaped')] : []),
    ].join(', ');
    return t('time.moment', { when: inWords(moment.at), what });
  }
  return (
    <section className={styles.time} aria-label={t('time.label')}>
      <Flex align="center" justify="between" gap="3">
        <Text as="div" weight="bold" role="status">
          {at ? (
            <span title={t('time.asItWasMeans')}>
              {t('time.asItWas', { when: inWords(at) })}
            </span>
          ) : (
            t('time.showsNow')
          )}
        </Text>
        <Flex align="center" gap="2">
          {at && (
            <Button
              size="small"
              variant="primary"
              onPress={() => onChange({ at: undefined, back, offset })}
            >
              {t('time.backToNow')}
            </Button>
          )}
          <ButtonIcon
            size="small"
            variant="tertiary"
            aria-label={t('time.close')}
            icon={<RiCloseLine aria-hidden />}
            onPress={close}
          />
        </Flex>
      </Flex>
      <FailureAlert title={t('time.failed')} error={read.error} />
      <div className={styles.timeRow}>
        <ButtonIcon
          size="small"
          variant="secondary"
          aria-label={t('time.earlier')}
          isDisabled={place <= 0}
          icon={<RiArrowLeftSLine aria-hidden />}
          onPress={() => go(Math.max(0, place - 1))}
        />
        <ButtonIcon
          size="small"
          variant="secondary"
          aria-label={isPlaying ? t('time.pause') : t('time.play')}
          isDisabled={moments.length === 0}
          icon={
            isPlaying ? <RiPauseFill aria-hidden /> : <RiPlayFill aria-hidden />
          }
          onPress={isPlaying ? pause : play}
        />
        <ButtonIcon
          size="small"
          variant="secondary"
          aria-label={t('time.later')}
          isDisabled={place >= moments.length}
          icon={<RiArrowRightSLine aria-hidden />}
          onPress={() => go(place + 1)}
        />
        <div className={styles.slider}>
          <Moments moments={moments} />
          <input
            type="range"
            min={0}
            max={moments.length}
            step={1}
            value={slid}
            disabled={moments.length === 0}
            aria-label={t('time.slider')}
            aria-valuetext={said}
            onChange={event => slide(Number(event.target.value))}
          />
        </div>
        <Select
          aria-label={t('time.stretch')}
          options={STRETCHES.map(id => ({ id, label: t(`time.${id}`) }))}
          value={back}
          onChange={id => onChange({ back: id as Stretch, offset })}
        />
      </div>
      <Text color="secondary" variant="body-small">
        {moments.length === 0 && read.value ? t('time.none') : said}
        {read.value?.keptSince && (
          <>
            {' · '}
            {t('time.keptSince')}{' '}
            <When at={read.value.keptSince} format="date" />
          </>
        )}
      </Text>
    </section>
  );
}

/** How much changed at each moment and how bad it became, above the slider. */
function Moments({ moments }: { moments: MapMoment[] }) {
  const most = Math.max(1, ...moments.map(({ changes }) => changes));
  return (
    <svg
      aria-hidden
      className={styles.moments}
      viewBox={`-0.5 0 ${moments.length + 1} 1`}
      preserveAspectRatio="none"
    >
      {moments.map(({ at, changes, worst }, i) => {
        const height = 0.25 + 0.75 * (changes / most);
        return (
          <rect
            key={at}
            x={i - 0.35}
            y={1 - height}
            width={0.7}
            height={height}
            data-tone={toneOfHealth(worst)}
          />
        );
      })}
    </svg>
  );
}

/** Goes on to the next moment again and again, until now. */
function usePlayback(
  moments: MapMoment[],
  place: number,
  go: (to: number) => void,
) {
  const [isPlaying, setPlaying] = useState(false);
  const newest = useRef(go);
  newest.current = go;
  useEffect(() => {
    if (!isPlaying) return undefined;
    if (place >= moments.length) {
      setPlaying(false);
      return undefined;
    }
    const timer = setTimeout(() => newest.current(place + 1), STEP_MS);
    return () => clearTimeout(timer);
  }, [isPlaying, place, moments.length]);
  return {
    isPlaying,
    play: () => {
      if (place >= moments.length) go(0);
      setPlaying(true);
    },
    pause: () => setPlaying(false),
  };
}

/** Where the slider stands; the map follows when it rests. */
function useSlide(
  place: number,
  go: (to: number) => void,
): [number, (to: number) => void] {
  const [slid, setSlid] = useState<number>();
  const newest = useRef(go);
  newest.current = go;
  useEffect(() => setSlid(undefined), [place]);
  useEffect(() => {
    if (slid === undefined) return undefined;
    const timer = setTimeout(() => newest.current(slid), SLIDE_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [slid]);
  return [slid ?? place, setSlid];
}

/** The newest moment that is not after a time. */
function placeOf(moments: MapMoment[], at: string): number {
  const time = Date.parse(at);
  const after = moments.findIndex(moment => Date.parse(moment.at) > time);
  return Math.max(0, (after < 0 ? moments.length : after) - 1);
}

function inWords(at: string): string {
  return DateTime.fromISO(at).toLocaleString(
    DateTime.DATETIME_MED_WITH_SECONDS,
  );
}
