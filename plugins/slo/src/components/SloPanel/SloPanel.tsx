import { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Alert,
  Card,
  CardBody,
  CardHeader,
  Flex,
  Text,
} from '@backstage/ui';
import {
  SlaPromise,
  SloHistoryPoint,
  SloStatus,
  formatBurnRate,
  formatPercent,
  formatSeconds,
  formatShare,
  formatSli,
} from '@plumbline/plugin-slo-common';
import {
  Heading,
  Term,
  ToneLabel,
  When,
} from '@plumbline/plugin-workload-react';
import { sloTranslationRef } from '../../translation';
import { BudgetBar } from '../BudgetBar/BudgetBar';
import { BurnDownChart } from '../BurnDownChart/BurnDownChart';
import { HistoryTable } from '../BurnDownChart/HistoryTable';
import { Explanation } from '../Explanation/Explanation';
import { SloStateLabel } from '../SloStateLabel/SloStateLabel';
import { durationInWords } from '../durationInWords';
import styles from './SloPanel.module.css';

/** Props of {@link SloPanel}. */
export interface SloPanelProps {
  slo: SloStatus;
  /** Daily history, oldest first; `undefined` while it is not there. */
  history?: SloHistoryPoint[];
}

/** One SLO with everything that is known about it. */
export function SloPanel({ slo, history }: SloPanelProps) {
  const { t } = useTranslationRef(sloTranslationRef);
  const headingId = `slo-${slo.id}`;
  return (
    <Card aria-labelledby={headingId} role="region">
      <CardHeader>
        <Flex align="center" gap="3" style={{ flexWrap: 'wrap' }}>
          <Heading level={3} id={headingId}>
            {slo.displayName}
          </Heading>
          <SloStateLabel state={slo.state} reason={slo.reason} />
        </Flex>
        {slo.description && <Text color="secondary">{slo.description}</Text>}
      </CardHeader>
      <CardBody>
        <Flex direction="column" gap="3">
          {slo.error && (
            <Alert
              status="warning"
              icon
              title={t('source.failing')}
              description={
                <>
                  {slo.error}. {t('source.since')}{' '}
                  {slo.errorAt && <When at={slo.errorAt} />}. {t('source.kept')}
                </>
              }
            />
          )}
          <div className={styles.columns}>
            <Figures slo={slo} />
            <div>
              <Text as="h4" color="secondary" variant="body-small">
                {t('chart.title')}
              </Text>
              {history && (
                <BurnDownChart points={history} slo={slo.displayName} />
              )}
            </div>
          </div>
          <Flex direction="column" gap="2">
            <Accordion>
              <AccordionTrigger level={4} title={t('explain.title')} />
              <AccordionPanel>
                <Explanation slo={slo} />
              </AccordionPanel>
            </Accordion>
            {history && history.length > 0 && (
              <Accordion>
                <AccordionTrigger level={4} title={t('chart.tableTitle')} />
                <AccordionPanel>
                  <HistoryTable points={history} />
                </AccordionPanel>
              </Accordion>
            )}
          </Flex>
        </Flex>
      </CardBody>
    </Card>
  );
}

function Figures({ slo }: { slo: SloStatus }) {
  const { t } = useTranslationRef(sloTranslationRef);
  const unknown = t('figures.unknown');
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
      >
        {slo.compliance === null
          ? unknown
          : formatSli(slo.compliance, slo.target)}
      </Figure>
      {slo.sla && (
        <Figure name={t('figures.sla')} meaning={t('figures.slaMeans')}>
          <SlaPromiseLine slo={slo} sla={slo.sla} />
        </Figure>
      )}
      <Figure
        name={t('figures.remaining')}
        meaning={t('figures.remainingMeans')}
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
      <Figure
        name={t('figures.burnRates')}
        meaning={t('figures.burnRateMeans')}
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
      {slo.secondsToExhaustion !== null && slo.secondsToExhaustion > 0 && (
        <Figure
          name={t('figures.exhaustion')}
          meaning={t('figures.exhaustionMeans')}
        >
          {formatSeconds(slo.secondsToExhaustion)}
        </Figure>
      )}
      <Figure name={t('figures.coverage')} meaning={t('figures.coverageMeans')}>
        {t('figures.coverageValue', { coverage: formatShare(slo.coverage) })}
      </Figure>
      <Figure name={t('figures.entity')}>
        <EntityRefLink entityRef={slo.entityRef} />
      </Figure>
      <Figure name={t('figures.asOf')}>
        {slo.asOf === null ? unknown : <When at={slo.asOf} />}
      </Figure>
    </dl>
  );
}

function SlaPromiseLine({ slo, sla }: { slo: SloStatus; sla: SlaPromise }) {
  const { t } = useTranslationRef(sloTranslationRef);
  const target = formatPercent(sla.target);
  const { compliance, slaFinding } = slo;
  if (compliance !== null && compliance < sla.target) {
    return (
      <ToneLabel tone="bad">
        {t('figures.slaMissed', {
          target,
          window: durationInWords(slo.window.duration),
        })}
      </ToneLabel>
    );
  }
  if (slaFinding) {
    const looser = slaFinding.severity === 'error';
    return (
      <ToneLabel
        tone={looser ? 'bad' : 'warning'}
        title={slaFinding.explanation}
      >
        {t(looser ? 'figures.slaLooser' : 'figures.slaEqual', { target })}
      </ToneLabel>
    );
  }
  return <span>{target}</span>;
}

function Figure(props: {
  name: string;
  meaning?: string;
  children: ReactNode;
}) {
  const { name, meaning } = props;
  return (
    <>
      <dt>{meaning ? <Term meaning={meaning}>{name}</Term> : name}</dt>
      <dd>{props.children}</dd>
    </>
  );
}
