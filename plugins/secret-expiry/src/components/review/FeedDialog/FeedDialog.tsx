import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Text,
} from '@backstage/ui';
import { NewFeed } from '@plumbline/plugin-secret-expiry-common';
import { Heading, ReadView, useRead } from '@plumbline/plugin-workload-react';
import { useState } from 'react';
import { secretExpiryApiRef } from '../../../api/SecretExpiryApi';
import { reviewTranslationRef } from '../../../reviewTranslation';
import { ReviewQuery } from '../useReviewQuery';
import { CreateFeed } from './CreateFeed';
import { FeedAddress } from './FeedAddress';
import { FeedTable } from './FeedTable';
import { feedFilterOf } from './feedFilter';

/** Props of {@link FeedDialog}. */
export interface FeedDialogProps {
  query: ReviewQuery;
  onClose: () => void;
}

/** Makes a calendar feed of what the filters let through, and ends those of before. */
export function FeedDialog({ query, onClose }: FeedDialogProps) {
  const { t } = useTranslationRef(reviewTranslationRef);
  const api = useApi(secretExpiryApiRef);
  const feeds = useRead(() => api.getFeeds(), [api]);
  const [made, setMade] = useState<NewFeed>();
  return (
    <Dialog
      isOpen
      // The address of a new one is not shown again, so it is not lost by a slip.
      isDismissable={!made}
      onOpenChange={isOpen => !isOpen && onClose()}
      width={720}
    >
      <DialogHeader>{t('feed.title')}</DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="4">
          <Text as="p">{t('feed.means')}</Text>
          {made ? (
            <FeedAddress feed={made} />
          ) : (
            <CreateFeed
              filter={feedFilterOf(query)}
              onCreated={feed => {
                setMade(feed);
                feeds.retry();
              }}
            />
          )}
          <Flex direction="column" gap="2">
            <Heading level={3}>{t('feed.mine')}</Heading>
            <ReadView
              read={feeds}
              empty={{
                when: ({ items }) => items.length === 0,
                title: t('feed.none'),
                description: t('feed.noneHow'),
              }}
            >
              {({ items }) => (
                <FeedTable feeds={items} onRevoked={feeds.retry} />
              )}
            </ReadView>
          </Flex>
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('feed.close')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
