import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import {
  CredentialDetail,
  CredentialFinding,
} from '@plumbline/plugin-secret-expiry-common';
import { Heading, Prose, ToneLabel } from '@plumbline/plugin-workload-react';
import { ReactNode } from 'react';
import { secretExpiryTranslationRef } from '../../translation';
import { AcknowledgementList } from '../Acknowledge/AcknowledgementList';
import { CredentialState } from '../CredentialState/CredentialState';
import { FINDING_WORDS } from '../CredentialState/findingWord';
import { CredentialFigures } from './CredentialFigures';
import styles from './CredentialPanel.module.css';
import { EventList } from './EventList';
import { PlaceTable } from './PlaceTable';
import { RotationHistory } from './RotationHistory';

/** Props of {@link CredentialPanel}. */
export interface CredentialPanelProps {
  detail: CredentialDetail;
  /** An acknowledgement was taken back. */
  onChanged: () => void;
}

/** Who must act by when and how, why, where else it is, what was done before, and who knows. */
export function CredentialPanel({ detail, onChanged }: CredentialPanelProps) {
  const { t } = useTranslationRef(secretExpiryTranslationRef);
  const { credential, may } = detail;
  return (
    <Flex direction="column" gap="4">
      <CredentialState credential={credential} />
      <CredentialFigures credential={credential} />
      <Part title={t('panel.why')}>
        <ul className={styles.lines}>
          {detail.explanation.map(line => (
            <li key={line}>
              <Prose>{line}</Prose>
            </li>
          ))}
        </ul>
      </Part>
      {credential.findings.length > 0 && (
        <Part title={t('finding.list')}>
          <ul className={styles.plain}>
            {credential.findings.map(finding => (
              <li key={finding.code}>
                <Finding finding={finding} />
              </li>
            ))}
          </ul>
        </Part>
      )}
      <Part title={t('acknowledged.list')}>
        <AcknowledgementList
          acknowledgements={detail.acknowledgements}
          standingId={credential.acknowledgement?.id}
          mayTakeBack={may.acknowledge.allowed || may.manage.allowed}
          onTakenBack={onChanged}
        />
        {!may.acknowledge.allowed && may.acknowledge.reason && (
          <Text variant="body-small" color="secondary">
            <Prose>{may.acknowledge.reason}</Prose>
          </Text>
        )}
      </Part>
      <Part title={t('panel.places', { count: detail.places.length })}>
        <PlaceTable places={detail.places} />
      </Part>
      <Part title={t('panel.history')}>
        <RotationHistory previous={credential.previous} />
      </Part>
      <Part title={t('panel.events')}>
        <EventList events={detail.events} />
      </Part>
    </Flex>
  );
}

function Finding({ finding }: { finding: CredentialFinding }) {
  const { t } = useTranslationRef(secretExpiryTranslationRef);
  const { code, reason } = finding;
  return (
    <ToneLabel tone={code === 'superseded' ? 'warning' : 'neutral'}>
      {t(FINDING_WORDS[code])}: <Prose>{reason}</Prose>
    </ToneLabel>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Flex direction="column" gap="2">
      <Heading level={3}>{title}</Heading>
      {children}
    </Flex>
  );
}
