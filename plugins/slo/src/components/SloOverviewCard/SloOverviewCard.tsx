import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  EntityInfoCard,
  useEntity,
  useEntityRefLink,
} from '@backstage/plugin-catalog-react';
import { Flex, Link, Text } from '@backstage/ui';
import {
  ALERT_SEVERITIES,
  AlertReading,
  SloStatus,
  formatRemaining,
} from '@plumbline/plugin-slo-common';
import {
  ReadView,
  Sparkline,
  ToneLabel,
  When,
  useRead,
  useWorkloadName,
} from '@plumbline/plugin-workload-react';
import { sloApiRef } from '../../api/SloApi';
import { sloTranslationRef } from '../../translation';
import { TONE_OF_SEVERITY } from '../Alerts/severityTone';
import { sloAnchor } from '../SloPanel/sloAnchor';
import { SloStateLabel } from '../SloStateLabel/SloStateLabel';
import styles from './SloOverviewCard.module.css';

const EVERY_MS = 30_000;
const LINES = 3;

/** The three SLOs of a workload that need the most care, and its worst alerts. */
export function SloOverviewCard() {
  const { t } = useTranslationRef(sloTranslationRef);
  const sloApi = useApi(sloApiRef);
  const { entity } = useEntity();
  const entityLink = useEntityRefLink();
  const workload = useWorkloadName();
  const read = useRead(() => sloApi.getSlos(workload), [sloApi, workload], {
    everyMs: EVERY_MS,
  });
  const tab = `${entityLink(entity)}/slo`;
  return (
    <EntityInfoCard
      title={t('card.title')}
      footerActions={<Link href={tab}>{t('card.all')}</Link>}
    >
      <ReadView
        read={read}
        empty={{
          when: value =>
            value.slos.length === 0 && value.documentErrors.length === 0,
          title: t('card.emptyTitle'),
          description: t('card.emptyDescription'),
        }}
      >
        {({ slos, documentErrors }) => {
          const errors = documentErrors.filter(
            ({ severity }) => severity === 'error',
          );
          return (
            <Flex direction="column" gap="3">
              {slos.length > 0 && (
                <ul aria-label={t('card.list')} className={styles.slos}>
                  {slos.slice(0, LINES).map(slo => (
                    <SloLine key={slo.id} slo={slo} tab={tab} />
                  ))}
                </ul>
              )}
              <FiringAlerts slos={slos} />
              {errors.length > 0 && (
                <ToneLabel tone="warning">
                  {t('card.documentErrors', { count: errors.length })}
                </ToneLabel>
              )}
            </Flex>
          );
        }}
      </ReadView>
    </EntityInfoCard>
  );
}

function SloLine({ slo, tab }: { slo: SloStatus; tab: string }) {
  const { t } = useTranslationRef(sloTranslationRef);
  return (
    <li className={styles.slo}>
      <Link href={`${tab}#${sloAnchor(slo.id)}`}>{slo.displayName}</Link>
      <SloStateLabel state={slo.state} reason={slo.reason} />
      <Text color="secondary">
        {slo.remainingBudget === null
          ? t('figures.unknown')
          : formatRemaining(slo.remainingBudget)}
      </Text>
      <Sparkline
        label={t('card.trend', { slo: slo.displayName })}
        values={slo.trend}
      />
    </li>
  );
}

function FiringAlerts({ slos }: { slos: SloStatus[] }) {
  const { t } = useTranslationRef(sloTranslationRef);
  const rank = ({ severity }: AlertReading) =>
    ALERT_SEVERITIES.indexOf(severity);
  const firing = slos
    .flatMap(slo =>
      slo.alertReadings
        .filter(({ state }) => state === 'firing')
        .map(reading => ({ slo, reading })),
    )
    .sort((a, b) => rank(a.reading) - rank(b.reading));
  if (firing.length === 0) return null;
  return (
    <ul aria-label={t('card.alerts')} className={styles.slos}>
      {firing.slice(0, LINES).map(({ slo, reading }) => (
        <li key={`${slo.id} ${reading.ruleId}`}>
          <ToneLabel tone={TONE_OF_SEVERITY[reading.severity]}>
            {t('card.alert', {
              severity: t(`alerts.severities.${reading.severity}`),
              slo: slo.displayName,
              name: reading.name,
            })}{' '}
            <When at={reading.since} format="duration" />
          </ToneLabel>
        </li>
      ))}
      {firing.length > LINES && (
        <li>{t('card.moreAlerts', { count: firing.length - LINES })}</li>
      )}
    </ul>
  );
}
