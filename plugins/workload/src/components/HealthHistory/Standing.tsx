import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ObjectiveStanding, Tone } from '@plumbline/plugin-workload-common';
import { Term, ToneLabel } from '@plumbline/plugin-workload-react';
import { ReactNode } from 'react';
import { healthTranslationRef } from '../../healthTranslation';
import { durationInWords } from '../durationInWords';
import styles from './Standing.module.css';

const ENOUGH = 0.5;

/** Figures of the objective's own window; each says how it is made. */
export function Standing({ standing }: { standing: ObjectiveStanding }) {
  const { t } = useTranslationRef(healthTranslationRef);
  const { objective, share, met, leftMs, allowedMs, coverage, inState } =
    standing;
  // Of little that is known nothing good or bad can be said.
  const isThin = met !== undefined && (coverage ?? 0) < ENOUGH;
  const judged = met ? t('history.met') : t('history.missed');
  const verdict = isThin ? t('history.tooLittle') : judged;
  const words = {
    percent: String(objective.percent),
    days: String(objective.days),
  };
  return (
    <dl className={styles.figures}>
      <Figure
        term={t('history.healthyTime')}
        meaning={t('history.healthyTimeMeans')}
        detail={t('history.objective', words)}
      >
        <ToneLabel tone={isThin ? 'neutral' : toneOf(met)}>
          {share === undefined
            ? t('history.notKnown')
            : `${percentOf(share)} · ${verdict}`}
        </ToneLabel>
      </Figure>
      {met !== undefined && (
        <Figure
          term={t('history.left')}
          meaning={t('history.leftMeans', {
            ...words,
            allowed: durationInWords(allowedMs),
          })}
        >
          {leftMs < 0
            ? t('history.over', { length: durationInWords(leftMs) })
            : durationInWords(leftMs)}
        </Figure>
      )}
      <Figure term={t('history.coverage')} meaning={t('history.coverageMeans')}>
        {coverage === undefined
          ? t('history.notKnown')
          : percentOf(coverage, 1)}
      </Figure>
      <Figure term={t('history.unhealthy')}>
        {lengthOf(inState.unhealthy, t('history.none'))}
      </Figure>
      <Figure term={t('history.degraded')}>
        {lengthOf(inState.degraded, t('history.none'))}
      </Figure>
      <Figure
        term={t('history.maintenance')}
        meaning={t('history.maintenanceMeans')}
      >
        {lengthOf(standing.maintenanceMs, t('history.none'))}
      </Figure>
    </dl>
  );
}

function Figure(props: {
  term: string;
  meaning?: string;
  detail?: string;
  children: ReactNode;
}) {
  const { term, meaning, detail, children } = props;
  return (
    <div>
      <dt>{meaning ? <Term meaning={meaning}>{term}</Term> : term}</dt>
      <dd>
        <strong>{children}</strong>
        {detail && <div className={styles.detail}>{detail}</div>}
      </dd>
    </div>
  );
}

function toneOf(met: boolean | undefined): Tone {
  if (met === undefined) return 'unknown';
  return met ? 'good' : 'bad';
}

/** Rounded down: what is not all never reads as 100%. */
function percentOf(share: number, decimals = 3): string {
  const scale = 10 ** decimals;
  return `${Math.floor(share * 100 * scale) / scale}%`;
}

function lengthOf(milliseconds: number, none: string): string {
  return milliseconds > 0 ? durationInWords(milliseconds) : none;
}
