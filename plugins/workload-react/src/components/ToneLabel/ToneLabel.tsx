import {
  RiAlertFill,
  RiCheckboxCircleFill,
  RiCloseCircleFill,
  RiQuestionFill,
  RiSubtractLine,
} from '@remixicon/react';
import { HealthState, Tone } from '@plumbline/plugin-workload-common';
import styles from './ToneLabel.module.css';

const ICONS: Record<Tone, typeof RiAlertFill> = {
  good: RiCheckboxCircleFill,
  neutral: RiSubtractLine,
  warning: RiAlertFill,
  bad: RiCloseCircleFill,
  unknown: RiQuestionFill,
};

const TONE_OF_HEALTH: Record<HealthState, Tone> = {
  healthy: 'good',
  degraded: 'warning',
  unhealthy: 'bad',
  unknown: 'unknown',
};

/** The tone in which a health state is shown. */
export function toneOfHealth(state: HealthState): Tone {
  return TONE_OF_HEALTH[state];
}

/** Props of {@link ToneLabel}. */
export interface ToneLabelProps {
  tone: Tone;
  /** The word; never colour or icon alone. */
  children: React.ReactNode;
  /** Explains the word on hover. */
  title?: string;
}

/** The state of a thing: colour, icon and word together. */
export function ToneLabel({ tone, children, title }: ToneLabelProps) {
  const Icon = ICONS[tone];
  return (
    <span className={styles.label} data-tone={tone} title={title}>
      <Icon aria-hidden className={styles.icon} size={16} />
      <span>{children}</span>
    </span>
  );
}
