import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Button, Text } from '@backstage/ui';
import { Acknowledgement } from '@plumbline/plugin-secret-expiry-common';
import { ToneLabel, When } from '@plumbline/plugin-workload-react';
import { useState } from 'react';
import { secretExpiryTranslationRef } from '../../translation';
import styles from './AcknowledgementList.module.css';
import { TakeBackDialog } from './TakeBackDialog';

/** Props of {@link AcknowledgementList}. */
export interface AcknowledgementListProps {
  /** Newest first. */
  acknowledgements: Acknowledgement[];
  /** Id of the one that stands, if any. */
  standingId?: string;
  /** Whether the reader may take the standing one back. */
  mayTakeBack: boolean;
  onTakenBack: () => void;
}

/** Who said that a warning is known, when, why, until when, and how it ended. */
export function AcknowledgementList(props: AcknowledgementListProps) {
  const { acknowledgements, standingId, mayTakeBack, onTakenBack } = props;
  const { t } = useTranslationRef(secretExpiryTranslationRef);
  const [asked, setAsked] = useState<Acknowledgement>();
  if (acknowledgements.length === 0) {
    return <Text color="secondary">{t('acknowledged.none')}</Text>;
  }
  return (
    <>
      <ul aria-label={t('acknowledged.list')} className={styles.list}>
        {acknowledgements.map(acknowledgement => {
          const { id, at, by, kind, reason } = acknowledgement;
          const stands = id === standingId;
          return (
            <li key={id} className={styles.item}>
              <div className={styles.what}>
                <ToneLabel tone={stands ? 'good' : 'neutral'}>
                  {t(
                    kind === 'snoozed'
                      ? 'acknowledged.snoozed'
                      : 'acknowledged.known',
                  )}{' '}
                  {person(by)}, <When at={at} />
                </ToneLabel>
                <div>{reason}</div>
                <Text variant="body-small" color="secondary">
                  {howItEnds(acknowledgement)}
                </Text>
              </div>
              {stands && mayTakeBack && (
                <Button
                  size="small"
                  variant="secondary"
                  onPress={() => setAsked(acknowledgement)}
                >
                  {t('takeBack.doIt')}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {asked && (
        <TakeBackDialog
          acknowledgement={asked}
          onClose={() => setAsked(undefined)}
          onTakenBack={() => {
            setAsked(undefined);
            onTakenBack();
          }}
        />
      )}
    </>
  );

  function howItEnds({
    until,
    revokedAt,
    revokedBy,
    voidedAt,
  }: Acknowledgement) {
    if (voidedAt) {
      return (
        <>
          {t('acknowledged.voided')} <When at={voidedAt} format="date" />
        </>
      );
    }
    if (revokedAt) {
      return (
        <>
          {t('acknowledged.takenBack')} {revokedBy && person(revokedBy)},{' '}
          <When at={revokedAt} />
        </>
      );
    }
    return (
      <>
        {t(
          Date.parse(until) > Date.now()
            ? 'acknowledged.silentUntil'
            : 'acknowledged.wasSilentUntil',
        )}{' '}
        <When at={until} format="date" />
      </>
    );
  }
}

function person(ref: string) {
  return (
    <EntityRefLink entityRef={ref} defaultKind="user" disableTooltip hideIcon />
  );
}
