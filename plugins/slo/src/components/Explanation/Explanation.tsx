import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  SloStatus,
  formatCount,
  formatPercent,
  formatSeconds,
  readingInWords,
} from '@plumbline/plugin-slo-common';
import { When } from '@plumbline/plugin-workload-react';
import { sloTranslationRef } from '../../translation';
import { durationInWords } from '../durationInWords';
import styles from './Explanation.module.css';

/** Props of {@link Explanation}. */
export interface ExplanationProps {
  slo: SloStatus;
}

/** How the numbers of an SLO came about: source, queries, window, counts, formulas, as of when. */
export function Explanation({ slo }: ExplanationProps) {
  const { t } = useTranslationRef(sloTranslationRef);
  const { events, explanation, sla, slices, window } = slo;
  return (
    <dl className={styles.explanation}>
      <dt>{t('explain.source')}</dt>
      <dd>
        {[explanation.sourceType, explanation.dataSource]
          .filter(Boolean)
          .join(', ')}
      </dd>
      <dt>{t('explain.queries')}</dt>
      <dd>
        {explanation.queries.map(({ role, text }) => (
          <div key={role}>
            {role}: <code>{text}</code>
          </div>
        ))}
      </dd>
      <dt>{t('explain.window')}</dt>
      <dd>
        {durationInWords(window.duration)}:{' '}
        <When at={window.start} format="date" />
        {' – '}
        <When at={window.end} format="date" />
      </dd>
      <dt>{t('explain.events')}</dt>
      <dd>
        {t('explain.eventsValue', {
          good: formatCount(events.good),
          bad: formatCount(events.bad),
          total: formatCount(events.total),
        })}
      </dd>
      <dt>{t('explain.slices', { length: formatSeconds(slices.seconds) })}</dt>
      <dd>
        {t('explain.slicesValue', {
          good: formatCount(slices.good),
          bad: formatCount(slices.bad),
          empty: formatCount(slices.empty),
          noData: formatCount(slices.noData),
          expected: formatCount(slices.expected),
        })}
      </dd>
      <dt>{t('explain.formulas')}</dt>
      <dd>
        {explanation.formulas.map(formula => (
          <div key={formula}>{formula}</div>
        ))}
        {explanation.estimated && <div>{t('explain.estimated')}</div>}
      </dd>
      <dt>{t('explain.alerts')}</dt>
      <dd>
        {slo.alertReadings.map(reading => (
          <div key={reading.ruleId}>
            {t('explain.alert', {
              name: reading.name,
              state: t(`explain.${reading.state}`),
              reading: reading.cannotFire ?? readingInWords(reading),
            })}
          </div>
        ))}
      </dd>
      {sla && (
        <>
          <dt>{t('explain.slaChecked')}</dt>
          <dd>
            {[sla.name, formatPercent(sla.target)].filter(Boolean).join(': ')}
          </dd>
        </>
      )}
      {slo.asOf && (
        <>
          <dt>{t('figures.asOf')}</dt>
          <dd>
            <When at={slo.asOf} />
          </dd>
        </>
      )}
      <dt>{t('explain.declared')}</dt>
      <dd>
        <code>{`${slo.declaredIn.file}:${slo.declaredIn.line}`}</code>
      </dd>
    </dl>
  );
}
