import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Link } from '@backstage/ui';
import { MapNode, isUserFlow } from '@plumbline/plugin-workload-common';
import { AddressLink } from '@plumbline/plugin-workload-react';
import { healthTranslationRef } from '../../healthTranslation';
import { useEntityHref } from '../useEntityHref';
import styles from './NodePanel.module.css';
import { Section } from './Section';

const AZURE_PORTAL = 'https://portal.azure.com/#resource';

/** Runbook, Azure portal, catalog page. */
export function Links({ node }: { node: MapNode }) {
  const { t } = useTranslationRef(healthTranslationRef);
  const hrefOf = useEntityHref();
  const { runbookUrl, azureResourceId, entityRef } = node;
  if (isUserFlow(node) && !runbookUrl) return null;
  return (
    <Section title={t('panel.links')}>
      <ul className={styles.plainList}>
        {runbookUrl && (
          <li>
            <AddressLink address={runbookUrl}>{t('panel.runbook')}</AddressLink>
          </li>
        )}
        {azureResourceId && (
          <li>
            <Link
              href={`${AZURE_PORTAL}${azureResourceId}`}
              target="_blank"
              rel="noopener"
            >
              {t('panel.azure')}
            </Link>
          </li>
        )}
        {!isUserFlow(node) && (
          <li>
            <Link href={hrefOf(entityRef)}>{t('panel.entity')}</Link>
          </li>
        )}
      </ul>
    </Section>
  );
}
