import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Link } from '@backstage/ui';
import { SloStatus } from '@plumbline/plugin-slo-common';
import { AddressLink, DownloadButton } from '@plumbline/plugin-workload-react';
import { sloApiRef } from '../../api/SloApi';
import { sloTranslationRef } from '../../translation';
import { sloAnchor } from './sloAnchor';

/** Where to go from an SLO: its runbook, its rules for Prometheus, its own address. */
export function SloLinks({ slo }: { slo: SloStatus }) {
  const { t } = useTranslationRef(sloTranslationRef);
  const sloApi = useApi(sloApiRef);
  const { id, displayName, runbookUrl, explanation } = slo;
  return (
    <Flex align="center" gap="4" style={{ flexWrap: 'wrap' }}>
      {runbookUrl && (
        <AddressLink
          address={runbookUrl}
          aria-label={t('links.runbookOf', { slo: displayName })}
        >
          {t('links.runbook')}
        </AddressLink>
      )}
      <Link
        aria-label={t('links.selfOf', { slo: displayName })}
        href={`#${sloAnchor(id)}`}
      >
        {t('links.self')}
      </Link>
      {explanation.sourceType === 'prometheus' && (
        <DownloadButton
          download={() => sloApi.getPrometheusRules(id)}
          failed={t('links.rulesFailed')}
          fileName={`${id}.rules.yaml`}
          label={t('links.rules')}
        />
      )}
    </Flex>
  );
}
