import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import {
  CredentialListItem,
  automaticRenewal,
} from '@plumbline/plugin-secret-expiry-common';
import { When } from '@plumbline/plugin-workload-react';
import { ReactNode } from 'react';
import { HowToRotate } from '../CredentialTable/HowToRotate';
import { KIND_WORDS } from '../CredentialState/kindWord';
import { secretExpiryTranslationRef } from '../../translation';
import styles from './CredentialPanel.module.css';

/** The dates of a credential, who renews it, how, and what tells it from others. */
export function CredentialFigures({
  credential,
}: {
  credential: CredentialListItem;
}) {
  const { t } = useTranslationRef(secretExpiryTranslationRef);
  const { actBy, created, expires, notBefore, responsibleRef } = credential;
  return (
    <dl className={styles.figures}>
      <Row name={t('panel.kind')}>
        {t(KIND_WORDS[credential.kind])}
        {credential.chainPlace === 'intermediate' &&
          `, ${t('panel.intermediate')}`}
      </Row>
      <Row name={t('column.owner')}>
        {responsibleRef ? (
          <EntityRefLink
            entityRef={responsibleRef}
            defaultKind="group"
            disableTooltip
          />
        ) : (
          t('panel.nobody')
        )}
      </Row>
      {actBy && (
        <Row name={t('panel.actBy')}>
          <BothWays at={actBy} />
        </Row>
      )}
      <Row name={t('column.expires')}>
        {expires ? <BothWays at={expires} /> : t('state.noExpiry')}
      </Row>
      <Row name={t('panel.created')}>
        <BothWays at={created} />
      </Row>
      {notBefore && notBefore !== created && (
        <Row name={t('panel.notBefore')}>
          <BothWays at={notBefore} />
        </Row>
      )}
      <Row name={t('column.rotation')}>
        {t(`rotation.${credential.rotation}`)}
        <Renewal credential={credential} />
      </Row>
      <Row name={t('column.howTo')}>
        <HowToRotate credential={credential} />
      </Row>
      {credential.issuer && (
        <Row name={t('panel.issuer')}>{credential.issuer}</Row>
      )}
      {credential.thumbprint && (
        <Row name={t('panel.thumbprint')}>
          <code>{credential.thumbprint}</code>
        </Row>
      )}
      {credential.fingerprint && (
        <Row name={t('panel.fingerprint')}>
          <code>{credential.fingerprint}</code>
        </Row>
      )}
    </dl>
  );
}

/** When it renews itself, by its source's word or by its plan. */
function Renewal({ credential }: { credential: CredentialListItem }) {
  const { t } = useTranslationRef(secretExpiryTranslationRef);
  const planned =
    credential.renewsAt ??
    automaticRenewal(credential)?.plannedAt.toISOString();
  if (credential.rotation !== 'automatic' || !planned) return null;
  return (
    <>
      {', '}
      {t('panel.planned')} <When at={planned} format="date" />
    </>
  );
}

function BothWays({ at }: { at: string }) {
  return (
    <>
      <When at={at} format="date" />, <When at={at} inDays />
    </>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
