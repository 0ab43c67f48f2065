import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Flex, Text, TextField } from '@backstage/ui';
import { NewFeed } from '@plumbline/plugin-secret-expiry-common';
import { RiFileCopyLine } from '@remixicon/react';
import { useState } from 'react';
import { reviewTranslationRef } from '../../../reviewTranslation';

/** The address of a new feed, which nobody is told again. */
export function FeedAddress({ feed }: { feed: NewFeed }) {
  const { t } = useTranslationRef(reviewTranslationRef);
  const [copied, setCopied] = useState<boolean>();
  const copy = () =>
    navigator.clipboard.writeText(feed.url).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return (
    <Flex direction="column" gap="3">
      <Alert
        status="success"
        icon
        title={t('feed.made', { name: feed.name })}
        description={t('feed.once')}
      />
      <TextField label={t('feed.address')} isReadOnly value={feed.url} />
      <Flex align="center" gap="3">
        <Button
          variant="primary"
          iconStart={<RiFileCopyLine aria-hidden />}
          onPress={copy}
        >
          {t('feed.copy')}
        </Button>
        <Text color="secondary" role="status">
          {copied !== undefined && t(copied ? 'feed.copied' : 'feed.notCopied')}
        </Text>
      </Flex>
    </Flex>
  );
}
