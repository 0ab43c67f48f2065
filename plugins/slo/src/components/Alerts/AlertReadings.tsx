import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  AlertReading,
  AlertState,
  readingInWords,
} from '@plumbline/plugin-slo-common';
import { Tone } from '@plumbline/plugin-workload-common';
import { ToneLabel, When } from '@plumbline/plugin-workload-react';
import { sloTranslationRef } from '../../translation';
import styles from './Alerts.module.css';
import { TONE_OF_SEVERITY } from './severityTone';

/** Props of {@link AlertReadings}. */
export interface AlertReadingsProps {
  /** Says whose alerts these are. */
  label: string;
  /** The worst first. */
  readings: AlertReading[];
}

/** Alert rules as they stand: severity, state, since when, and why. */
export function AlertReadings({ label, readings }: AlertReadingsProps) {
  const { t } = useTranslationRef(sloTranslationRef);
  return (
    <ul aria-label={label} className={styles.alerts}>
      {readings.map(reading => (
        <li key={reading.ruleId}>
          <ToneLabel tone={toneOf(reading)}>
            {t('alerts.headline', {
              severity: t(`alerts.severities.${reading.severity}`),
              name: reading.name,
              state: t(`alerts.${stateOf(reading)}`),
            })}{' '}
            <When at={reading.since} format="duration" />
          </ToneLabel>
          <div className={styles.why}>
            {reading.cannotFire
              ? t('alerts.cannotFire', { reason: reading.cannotFire })
              : readingInWords(reading)}
            {reading.state === 'firing' && reading.clearSince && (
              <>
                {' '}
                {t('alerts.clearing')}{' '}
                <When at={reading.clearSince} format="duration" />.
              </>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

function stateOf({ state, cannotFire }: AlertReading): AlertState | 'never' {
  return cannotFire && state === 'inactive' ? 'never' : state;
}

function toneOf({ state, severity, cannotFire }: AlertReading): Tone {
  if (state === 'firing') return TONE_OF_SEVERITY[severity];
  if (state === 'pending' || cannotFire) return 'warning';
  return 'neutral';
}
