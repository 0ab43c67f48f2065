import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Link, Text } from '@backstage/ui';
import { StoredCredential } from '@plumbline/plugin-secret-expiry-common';
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

  function link(href: string, text: string) {
    return (
      <Link
        aria-label={t('howTo.forCredential', { text, name })}
        href={href}
        rel="noopener"
        target="_blank"
      >
        {text}
      </Link>
    );
  }
}
