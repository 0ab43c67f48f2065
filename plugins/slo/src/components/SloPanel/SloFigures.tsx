import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import {
  FormulaTopic,
  SloStatus,
  formatBurnRate,
  formatCount,
  formatPercent,
  formatRemaining,
  formatSeconds,
  formatShare,
  formatSli,
  durationInWords,
} from '@plumbline/plugin-slo-common';
import { ToneLabel, When } from '@plumbline/plugin-workload-react';
import { sloTranslationRef } from '../../translation';
import { BudgetBar } from '../BudgetBar/BudgetBar';
import { Figure } from '../Figure/Figure';
import { MemberTable } from './MemberTable';
import { PolicyStep } from './PolicyStep';
import { SlaPromiseLine } from './SlaPromiseLine';
import styles from './SloPanel.module.css';

/** Props of {@link SloFigures}. */
export interface SloFiguresProps {
  slo: SloStatus;
  /** Opens how a number came about. */
  onExplain: (topic: FormulaTopic) => void;
}

/** The numbers of an SLO, each with what it means and how it came about. */
export function SloFigures({ slo, onExplain }: SloFiguresProps) {
  const { t } = useTranslationRef(sloTranslationRef);
  const unknown = t('figures.unknown');
  const { slices, forecast, excludedSeconds, members, policy, sla } = slo;
  const runsOut =
    slo.secondsToExhaustion !== null && slo.secondsToExhaustion > 0;
  return (
    <dl className={styles.figures}>
      <Figure
        name={t('figures.objective')}
        meaning={t('figures.objectiveMeans')}
      >
        {t('figures.objectiveValue', {
          target: formatPercent(slo.target),
          window: durationInWords(slo.window.duration),
        })}
      </Figure>
      <Figure
        name={t('figures.compliance')}
        meaning={t('figures.complianceMeans')}
        onExplain={() => onExplain('compliance')}
      >
        {slo.compliance === null
          ? unknown
          : formatSli(slo.compliance, slo.target)}
      </Figure>
      {members && (
        <Figure name={t('figures.members')} meaning={t('figures.membersMean')}>
          <MemberTable
            label={t('figures.membersOf', { slo: slo.displayName })}
            members={members}
          />
        </Figure>
      )}
      {sla && (
        <Figure name={t('figures.sla')} meaning={t('figures.slaMeans')}>
          <SlaPromiseLine slo={slo} sla={sla} />
        </Figure>
      )}
      <Figure
        name={t('figures.remaining')}
        meaning={t('figures.remainingMeans')}
        onExplain={() => onExplain('budget')}
      >
        {slo.remainingBudget === null ? (
          unknown
        ) : (
          <BudgetBar
            label={t('figures.remainingLabel', { slo: slo.displayName })}
            remaining={slo.remainingBudget}
            state={slo.state}
          />
        )}
      </Figure>
      {policy && (
        <Figure name={policy.title} meaning={t('policy.means')}>
          <PolicyStep step={policy.step} known={slo.remainingBudget !== null} />
        </Figure>
      )}
      <Figure
        name={t('figures.burnRates')}
        meaning={t('figures.burnRateMeans')}
        onExplain={() => onExplain('burn-rate')}
      >
        {slo.burnRates.map(({ seconds, rate }) => (
          <div key={seconds}>
            {rate === null
              ? t('figures.burnRateUnknown', { window: formatSeconds(seconds) })
              : t('figures.burnRate', {
                  rate: formatBurnRate(rate),
                  window: formatSeconds(seconds),
                })}
          </div>
        ))}
      </Figure>
      {runsOut && (
        <Figure
          name={t('figures.exhaustion')}
          meaning={t('figures.exhaustionMeans')}
          onExplain={() => onExplain('exhaustion')}
        >
          {formatSeconds(slo.secondsToExhaustion!)}
        </Figure>
      )}
      {forecast && (
        <Figure
          name={t('figures.forecast')}
          meaning={t('figures.forecastMeans')}
          onExplain={() => onExplain('forecast')}
        >
          {forecast.remainingBudget < 0 ? (
            <ToneLabel tone="warning">
              {formatRemaining(forecast.remainingBudget)}
            </ToneLabel>
          ) : (
            formatRemaining(forecast.remainingBudget)
          )}{' '}
          <When at={forecast.at} />
        </Figure>
      )}
      <Figure
        name={t('figures.coverage')}
        meaning={t('figures.coverageMeans')}
        onExplain={() => onExplain('coverage')}
      >
        {t('figures.coverageValue', { coverage: formatShare(slo.coverage) })}
        {slices.noData > 0 && (
          <div>
            {t('figures.gaps', {
              number: formatCount(slices.noData),
              length: formatSeconds(slices.seconds),
            })}
          </div>
        )}
        {slices.empty > 0 && (
          <div>
            {t('figures.emptySlices', {
              number: formatCount(slices.empty),
              length: formatSeconds(slices.seconds),
            })}
          </div>
        )}
        {!!excludedSeconds && (
          <div>
            {t('figures.excludedValue', {
              length: formatSeconds(excludedSeconds),
            })}
          </div>
        )}
      </Figure>
      <Figure name={t('figures.entity')}>
        <EntityRefLink entityRef={slo.entityRef} />
      </Figure>
      <Figure name={t('figures.asOf')} meaning={t('figures.asOfMeans')}>
        {slo.asOf === null ? unknown : <When at={slo.asOf} />}
      </Figure>
    </dl>
  );
}
