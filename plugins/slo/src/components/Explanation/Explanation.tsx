import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  SloStatus,
  formatCount,
  formatPercent,
  formatSeconds,
  formatShare,
  durationInWords,
} from '@plumbline/plugin-slo-common';
import { When } from '@plumbline/plugin-workload-react';
import { ReactNode } from 'react';
import { sloTranslationRef } from '../../translation';
import styles from './Explanation.module.css';

/** Props of {@link Explanation}. */
export interface ExplanationProps {
  slo: SloStatus;
  /** Leaves the formulas out, where they are told already. */
  omitFormulas?: boolean;
}

/** How the numbers of an SLO came about: source, queries, window, counts, coverage, formulas, as of when. */
export function Explanation({ slo, omitFormulas }: ExplanationProps) {
  const { t } = useTranslationRef(sloTranslationRef);
  const { events, explanation, sla, slices, window, excludedSeconds } = slo;
  // Where events count, a slice is not bad as a whole because something in it failed.
  const slicesKey =
    slo.method === 'Occurrences'
      ? 'explain.slicesOfEvents'
      : 'explain.slicesValue';
  return (
    <dl className={styles.explanation}>
      <Row name={t('explain.source')}>
        {[explanation.sourceType, explanation.dataSource]
          .filter(Boolean)
          .join(', ')}
      </Row>
      <Row name={t('explain.queries')}>
        {explanation.queries.map(({ role, text }) => (
          <div key={`${role} ${text}`}>
            {t(`explain.roles.${role}`)}: <code>{text}</code>
          </div>
        ))}
      </Row>
      <Row name={t('explain.method')}>{t(`explain.methods.${slo.method}`)}</Row>
      <Row name={t('explain.window')}>
        {durationInWords(window.duration)}
        {': '}
        <When at={window.start} format="date" />
        {' – '}
        <When at={window.end} format="date" />
        {window.kind === 'calendar' && (
          <>
            {', '}
            {t('explain.periodEnd')}{' '}
            <When at={window.periodEnd} format="date" />
          </>
        )}
      </Row>
      <Row name={t('explain.events')}>
        {t('explain.eventsValue', {
          good: formatCount(events.good),
          bad: formatCount(events.bad),
          total: formatCount(events.total),
        })}
      </Row>
      <Row
        name={t('explain.slices', { length: formatSeconds(slices.seconds) })}
      >
        {t(slicesKey, {
          good: formatCount(slices.good),
          bad: formatCount(slices.bad),
          empty: formatCount(slices.empty),
          noData: formatCount(slices.noData),
          expected: formatCount(slices.expected),
        })}
      </Row>
      <Row name={t('figures.coverage')}>
        {t('figures.coverageValue', { coverage: formatShare(slo.coverage) })}
      </Row>
      {!!excludedSeconds && (
        <Row name={t('figures.excluded')}>{formatSeconds(excludedSeconds)}</Row>
      )}
      {!omitFormulas && (
        <Row name={t('explain.formulas')}>
          {explanation.formulas.map(formula => (
            <div key={formula}>{formula}</div>
          ))}
        </Row>
      )}
      {explanation.estimated && (
        <Row name={t('explain.certainty')}>{t('explain.estimated')}</Row>
      )}
      {sla && (
        <Row name={t('explain.slaChecked')}>
          {[sla.name, formatPercent(sla.target)].filter(Boolean).join(': ')}
        </Row>
      )}
      {slo.asOf && (
        <Row name={t('figures.asOf')}>
          <When at={slo.asOf} />
        </Row>
      )}
      <Row name={t('explain.declared')}>
        <code>{`${slo.declaredIn.file}:${slo.declaredIn.line}`}</code>
      </Row>
    </dl>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
