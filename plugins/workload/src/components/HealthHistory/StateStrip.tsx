import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Text } from '@backstage/ui';
import {
  HEALTH_STATES,
  HealthHistory,
  HealthState,
} from '@plumbline/plugin-workload-common';
import {
  ToneLabel,
  When,
  toneOfHealth,
} from '@plumbline/plugin-workload-react';
import { DateTime } from 'luxon';
import { healthTranslationRef } from '../../healthTranslation';
import { workloadTranslationRef } from '../../translation';
import { durationInWords } from '../durationInWords';
import styles from './StateStrip.module.css';
import { StateSpan, spansOf } from './spans';

const WIDTH = 1_000;
const HEIGHT = 48;
/** What lasts a minute shall be seen among weeks. */
const LEAST_WIDTH = 3;

/** The worse, the higher, so that colour is not all that tells. */
const HEIGHTS: Record<HealthState, number> = {
  unknown: 0.25,
  healthy: 0.5,
  degraded: 0.75,
  unhealthy: 1,
};

/** States over a stretch of time as a picture, with the time in each in words. */
export function StateStrip(props: { history: HealthHistory; title: string }) {
  const { history, title } = props;
  const { t } = useTranslationRef(healthTranslationRef);
  const { t: tWorkload } = useTranslationRef(workloadTranslationRef);
  const { from, to } = history;
  const spans = spansOf(history);
  const start = Date.parse(from);
  const scale = WIDTH / Math.max(1, Date.parse(to) - start);
  const lengths = HEALTH_STATES.map(state => ({
    state,
    length: spans
      .filter(span => span.state === state)
      .reduce((sum, span) => sum + span.to - span.from, 0),
  }));
  const inWords = lengths
    .filter(({ length }) => length > 0)
    .map(({ state, length }) =>
      t('history.inState', {
        state: tWorkload(`health.${state}`),
        length: durationInWords(length),
      }),
    );
  const titleOf = (span: StateSpan) =>
    t('history.segment', {
      state: tWorkload(`health.${span.state}`),
      from: momentInWords(span.from),
      to: momentInWords(span.to),
      length: durationInWords(span.to - span.from),
    });
  return (
    <div>
      <svg
        className={styles.strip}
        role="img"
        aria-label={`${t('history.states', {
          title,
          from: momentInWords(start),
          to: momentInWords(Date.parse(to)),
        })}: ${inWords.join(', ')}`}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
      >
        {worstLast(spans).map(span => {
          const height = HEIGHTS[span.state] * HEIGHT;
          return (
            <rect
              key={span.from}
              className={styles.span}
              data-state={span.state}
              x={(span.from - start) * scale}
              width={Math.max(LEAST_WIDTH, (span.to - span.from) * scale)}
              y={HEIGHT - height}
              height={height}
            >
              <title>{titleOf(span)}</title>
            </rect>
          );
        })}
      </svg>
      <div className={styles.ends}>
        <When at={from} format="date" />
        <When at={to} format="date" />
      </div>
      <ul className={styles.legend}>
        {[...lengths].reverse().map(({ state, length }) => (
          <li key={state}>
            <ToneLabel tone={toneOfHealth(state)}>
              {t('history.inState', {
                state: tWorkload(`health.${state}`),
                length:
                  length > 0 ? durationInWords(length) : t('history.none'),
              })}
            </ToneLabel>
          </li>
        ))}
        {history.keptSince && history.keptSince > from && (
          <li>
            <Text color="secondary">
              {t('history.keptSince')} <When at={history.keptSince} />
            </Text>
          </li>
        )}
      </ul>
    </div>
  );
}

/** Short outages are drawn over what is around them. */
function worstLast(spans: StateSpan[]): StateSpan[] {
  return [...spans].sort(
    (a, b) => HEALTH_STATES.indexOf(a.state) - HEALTH_STATES.indexOf(b.state),
  );
}

function momentInWords(at: number): string {
  return DateTime.fromMillis(at).toLocaleString(DateTime.DATETIME_MED);
}
