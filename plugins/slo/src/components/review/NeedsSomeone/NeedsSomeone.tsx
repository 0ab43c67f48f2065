import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Card, CardBody, CardHeader, Text } from '@backstage/ui';
import {
  ALERT_SEVERITIES,
  HEALTH_OF_SLO_STATE,
  SLO_STATES,
  SloCounts,
} from '@plumbline/plugin-slo-common';
import { HealthState } from '@plumbline/plugin-workload-common';
import { CountButtons, Heading } from '@plumbline/plugin-workload-react';
import { sloPageTranslationRef } from '../../../pageTranslation';
import { SloStateLabel } from '../../SloStateLabel/SloStateLabel';
import { AgreementLabel } from '../AgreementLabel';
import { AlertLabel } from '../AlertLabel';
import { AGREEMENTS, SloQuery } from '../useSloQuery';

/** Props of {@link NeedsSomeone}. */
export interface NeedsSomeoneProps {
  /** Of what the reader is concerned with: states, alerts and agreements aside. */
  counts: SloCounts;
  query: SloQuery;
  onChange: (changes: Partial<SloQuery>) => void;
}

/** How many need someone now, and why; each count narrows the table down to what it counts. */
export function NeedsSomeone({ counts, query, onChange }: NeedsSomeoneProps) {
  const { t } = useTranslationRef(sloPageTranslationRef);
  const { states, alerts, agreementErrors, agreementWarnings } = counts;
  const inHealth = (health: HealthState) =>
    SLO_STATES.filter(state => HEALTH_OF_SLO_STATE[state] === health).reduce(
      (sum, state) => sum + states[state],
      0,
    );
  const agreements = { error: agreementErrors, warning: agreementWarnings };
  return (
    <Card>
      <CardHeader>
        <Heading level={2}>
          {t('needs.headline', {
            now: t('needs.now', { count: inHealth('unhealthy') }),
            soon: t('needs.soon', { count: inHealth('degraded') }),
          })}
        </Heading>
        <Text color="secondary">
          {t('needs.of', {
            slos: t('needs.slos', { count: counts.total }),
            workloads: t('needs.workloads', { count: counts.workloads }),
            unknown: String(inHealth('unknown')),
          })}
        </Text>
      </CardHeader>
      <CardBody>
        <CountButtons
          label={t('needs.states')}
          options={SLO_STATES.map(state => ({
            id: state,
            count: states[state],
            content: <SloStateLabel state={state} reason="" />,
          }))}
          chosen={query.state}
          onChange={state => onChange({ state })}
        />
        <CountButtons
          label={t('needs.alerts')}
          options={ALERT_SEVERITIES.map(severity => ({
            id: severity,
            count: alerts[severity],
            content: <AlertLabel severity={severity} />,
          }))}
          chosen={query.alert}
          onChange={alert => onChange({ alert })}
        />
        <CountButtons
          label={t('needs.agreements')}
          options={AGREEMENTS.map(finding => ({
            id: finding,
            count: agreements[finding],
            content: <AgreementLabel finding={finding} />,
          }))}
          chosen={query.agreement}
          onChange={agreement => onChange({ agreement })}
        />
      </CardBody>
    </Card>
  );
}
