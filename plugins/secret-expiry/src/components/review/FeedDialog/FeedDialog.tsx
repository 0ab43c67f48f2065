import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Switch,
  Text,
} from '@backstage/ui';
import { FEED_DAYS, NewFeed } from '@plumbline/plugin-secret-expiry-common';
import { Heading, ReadView, useRead } from '@plumbline/plugin-workload-react';
import { useState } from 'react';
import { secretExpiryApiRef } from '../../../api/SecretExpiryApi';
import { reviewTranslationRef } from '../../../reviewTranslation';
import { ReviewQuery } from '../useReviewQuery';
import { CreateFeed } from './CreateFeed';
import { FeedAddress } from './FeedAddress';
import { FeedTable } from './FeedTable';
import { feedFilterOf } from './feedFilter';

const PAGE_SIZE = 20;

/** Props of {@link FeedDialog}. */
export interface FeedDialogProps {
  query: ReviewQuery;
  onClose: () => void;
}

/**
 * Makes a calendar feed of what the filters let through, and ends those of
 * before; anybody's, for whoever may manage.
 */
export function FeedDialog({ query, onClose }: FeedDialogProps) {
  const { t } = useTranslationRef(reviewTranslationRef);
  const api = useApi(secretExpiryApiRef);
  const { value: may } = useRead(() => api.getPermissions(), [api]);
  const [ofEveryone, setOfEveryone] = useState(false);
  const [offset, setOffset] = useState(0);
  const feeds = useRead(
    () =>
      api.getFeeds({
        everyone: ofEveryone || undefined,
        limit: PAGE_SIZE,
        offset,
      }),
    [api, ofEveryone, offset],
  );
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
          <Text as="p">{t('feed.means', { days: String(FEED_DAYS) })}</Text>
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
            <Flex justify="between" align="center">
              <Heading level={3}>
                {t(ofEveryone ? 'feed.everyones' : 'feed.mine')}
              </Heading>
              {may?.manage.allowed && (
                <Switch
                  label={t('feed.showEveryones')}
                  isSelected={ofEveryone}
                  onChange={all => {
                    setOfEveryone(all);
                    setOffset(0);
                  }}
                />
              )}
            </Flex>
            <ReadView
              read={feeds}
              empty={{
                when: ({ total }) => total === 0,
                title: t('feed.none'),
                description: t('feed.noneHow'),
              }}
            >
              {page => (
                <FeedTable
                  page={page}
                  offset={offset}
                  pageSize={PAGE_SIZE}
                  withOwners={ofEveryone}
                  onOffset={setOffset}
                  onRevoked={() => {
                    // Of the last one of a page nothing would be left.
                    if (page.items.length === 1 && offset > 0) {
                      setOffset(offset - PAGE_SIZE);
                    } else {
                      feeds.retry();
                    }
                  }}
                />
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
