import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, Flex, Select, Text } from '@backstage/ui';
import { ModelSummary } from '@plumbline/plugin-maturity-common';
import {
  ReadView,
  useRead,
  useWorkloadName,
} from '@plumbline/plugin-workload-react';
import { RiFileCopyLine } from '@remixicon/react';
import { useState } from 'react';
import { maturityApiRef } from '../../api/MaturityApi';
import { maturityTranslationRef } from '../../translation';
import styles from './BadgePanel.module.css';

const OVERALL = 'overall';

/** What the badge looks like, and the Markdown that shows it and leads to this page. */
export function BadgePanel({ model }: { model: ModelSummary }) {
  const { t } = useTranslationRef(maturityTranslationRef);
  const api = useApi(maturityApiRef);
  const workload = useWorkloadName();
  const [choice, setChoice] = useState(OVERALL);
  const pillar = model.pillars.find(({ id }) => id === choice);
  const modelId = model.id;
  const pillarId = pillar?.id;
  const read = useRead(async () => {
    const badge = { modelId, pillarId };
    const [image, address] = await Promise.all([
      api.getBadge(workload, badge),
      api.getBadgeUrl(workload, badge),
    ]);
    // A data address, because it is fetched with the reader's token and the
    // portal's content policy lets no other in.
    const source = `data:image/svg+xml,${encodeURIComponent(
      await image.text(),
    )}`;
    return { source, address };
  }, [api, workload, modelId, pillarId]);
  const alt = t('badge.alt', { what: pillar?.title ?? model.title });
  return (
    <Flex direction="column" gap="3" className={styles.panel}>
      <Text as="h3" weight="bold">
        {t('badge.title')}
      </Text>
      <Select
        label={t('badge.pillar')}
        size="small"
        options={[
          { id: OVERALL, label: t('badge.overall') },
          ...model.pillars.map(({ id, title }) => ({ id, label: title })),
        ]}
        value={choice}
        onChange={key => setChoice(String(key ?? OVERALL))}
      />
      <ReadView read={read}>
        {({ source, address }) => (
          <>
            <img alt={alt} className={styles.image} src={source} />
            <Markdown text={`[![${alt}](${address})](${pageAddress()})`} />
          </>
        )}
      </ReadView>
      <Text as="p" color="secondary" variant="body-small">
        {t('badge.public')}
      </Text>
    </Flex>
  );
}

function Markdown({ text }: { text: string }) {
  const { t } = useTranslationRef(maturityTranslationRef);
  const [copied, setCopied] = useState<string>();
  return (
    <Flex direction="column" gap="1">
      <Text as="p" color="secondary" variant="body-small">
        {t('badge.markdown')}
      </Text>
      <code className={styles.code}>{text}</code>
      <Flex align="center" gap="2">
        <Button
          size="small"
          variant="secondary"
          iconStart={<RiFileCopyLine aria-hidden />}
          onPress={async () => {
            await window.navigator.clipboard.writeText(text);
            setCopied(text);
          }}
        >
          {t('badge.copy')}
        </Button>
        <Text color="secondary" role="status">
          {copied === text && t('badge.copied')}
        </Text>
      </Flex>
    </Flex>
  );
}

/** Address of this page without what is opened on it. */
function pageAddress(): string {
  return `${window.location.origin}${window.location.pathname}`;
}
