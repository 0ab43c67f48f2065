import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { AlertTransition } from '@plumbline/plugin-slo-common';
import { ToneLabel, When } from '@plumbline/plugin-workload-react';
import { useState } from 'react';
import { sloTranslationRef } from '../../translation';
import styles from './Alerts.module.css';
import { TONE_OF_SEVERITY } from './severityTone';

const SHOWN = 5;

/** Props of {@link AlertHistory}. */
export interface AlertHistoryProps {
  /** Says whose alerts these are. */
  label: string;
  /** Newest first. */
  transitions: AlertTransition[];
}

/** How alerts changed in the last 30 days: when, to what, and why. */
export function AlertHistory({ label, transitions }: AlertHistoryProps) {
  const { t } = useTranslationRef(sloTranslationRef);
  const [isOpen, setOpen] = useState(false);
  if (transitions.length === 0) {
    return <Text color="secondary">{t('alerts.noHistory')}</Text>;
  }
  const shown = isOpen ? transitions : transitions.slice(0, SHOWN);
  return (
    <>
      <ol aria-label={label} className={styles.alerts}>
        {shown.map(({ id, at, name, severity, from, to, reason }) => (
          <li key={id}>
            <ToneLabel
              tone={to === 'firing' ? TONE_OF_SEVERITY[severity] : 'neutral'}
            >
              <When at={at} />
              {': '}
              {t(
                from === 'firing' && to === 'inactive'
                  ? 'alerts.resolved'
                  : `alerts.to.${to}`,
                { name },
              )}
            </ToneLabel>
            <div className={styles.why}>{reason}</div>
          </li>
        ))}
      </ol>
      {!isOpen && transitions.length > SHOWN && (
        <div>
          <Button
            size="small"
            variant="secondary"
            onPress={() => setOpen(true)}
          >
            {t('alerts.more', { number: String(transitions.length) })}
          </Button>
        </div>
      )}
    </>
  );
}
