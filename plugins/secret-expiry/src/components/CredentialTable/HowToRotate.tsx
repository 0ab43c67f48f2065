import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { StoredCredential } from '@plumbline/plugin-secret-expiry-common';
import { AddressLink } from '@plumbline/plugin-workload-react';
import { secretExpiryTranslationRef } from '../../translation';

/** Links to how and where a credential is rotated. */
export function HowToRotate({ credential }: { credential: StoredCredential }) {
  const { t } = useTranslationRef(secretExpiryTranslationRef);
  const { name, runbookUrl, portalUrl } = credential;
  if (!runbookUrl && !portalUrl) {
    return <Text color="secondary">{t('howTo.none')}</Text>;
  }
  return (
    <Flex direction="column" gap="0">
      {runbookUrl && link(runbookUrl, t('howTo.runbook'))}
      {portalUrl && link(portalUrl, t('howTo.portal'))}
    </Flex>
  );

  function link(address: string, text: string) {
    return (
      <AddressLink
        address={address}
        aria-label={t('howTo.forCredential', { text, name })}
      >
        {text}
      </AddressLink>
    );
  }
}
