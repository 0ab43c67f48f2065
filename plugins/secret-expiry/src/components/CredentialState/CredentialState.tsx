import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  DAY_MS,
  STAGE_COUNT,
  StoredCredential,
  automaticRenewal,
  lifetimeMs,
  stageThresholds,
  toneOfCredential,
} from '@plumbline/plugin-secret-expiry-common';
import { Tone } from '@plumbline/plugin-workload-common';
import { ToneLabel } from '@plumbline/plugin-workload-react';
import { DateTime } from 'luxon';
import { secretExpiryTranslationRef } from '../../translation';
import { findingInState } from './findingInState';
import { FINDING_WORDS } from './findingWord';

/** The state of a credential, with what decides it on hover. */
export function CredentialState({
  credential,
}: {
  credential: StoredCredential;
}) {
  const describe = useStateInWords();
  const [word, title] = describe(credential);
  return (
    <ToneLabel tone={toneOfState(credential)} title={title}>
      {word}
    </ToneLabel>
  );
}

/** How a state looks; that a place still has the old version is nothing good. */
export function toneOfState(credential: StoredCredential): Tone {
  return credential.state === 'ok' && findingInState(credential)
    ? 'warning'
    : toneOfCredential(credential);
}

/** Says the state of a credential in a word, and in a sentence what decides it. */
export function useStateInWords() {
  const { t } = useTranslationRef(secretExpiryTranslationRef);
  return function describe(credential: StoredCredential): [string, string] {
    const lifetime = lifetimeMs(credential);
    const thresholds = stageThresholds(lifetime).map(daysOf);
    const finding = findingInState(credential);
    switch (credential.state) {
      case 'expired':
        return [t('state.expired'), t('state.expiredTitle')];
      case 'expiring':
        return [
          t('state.expiring', {
            stage: String(credential.stage),
            stages: String(STAGE_COUNT),
          }),
          t('state.expiringTitle', {
            lifetime: daysOf(lifetime ?? 0),
            days: thresholds.join(', '),
          }),
        ];
      case 'rotation-overdue':
        return [
          t('state.overdue'),
          t('state.overdueTitle', {
            date: dateOf(automaticRenewal(credential)?.overdueAt),
          }),
        ];
      case 'unknown':
        return [
          t('state.unknown'),
          t('state.unknownTitle', {
            date: dateOf(new Date(credential.lastSeen)),
          }),
        ];
      case 'inactive':
        return credential.status === 'deleted'
          ? [t('state.deleted'), t('state.deletedTitle')]
          : [t('state.disabled'), t('state.disabledTitle')];
      case 'no-expiry':
        return [t('state.noExpiry'), t('state.noExpiryTitle')];
      default:
        if (finding) return [t(FINDING_WORDS[finding.code]), finding.reason];
        return credential.rotation === 'automatic'
          ? [
              t('state.okAutomatic'),
              t('state.okAutomaticTitle', {
                date: dateOf(automaticRenewal(credential)?.plannedAt),
              }),
            ]
          : [t('state.ok'), t('state.okTitle', { days: thresholds[0] })];
    }
  };
}

/** At most one decimal: `90`, `2.4`. */
function daysOf(ms: number): string {
  return String(Math.round((ms / DAY_MS) * 10) / 10);
}

function dateOf(date?: Date): string {
  return date
    ? DateTime.fromJSDate(date).toLocaleString(DateTime.DATE_MED)
    : '';
}
