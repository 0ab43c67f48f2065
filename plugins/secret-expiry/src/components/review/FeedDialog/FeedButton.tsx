import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiCalendarLine } from '@remixicon/react';
import { useState } from 'react';
import { reviewTranslationRef } from '../../../reviewTranslation';
import { ReviewQuery } from '../useReviewQuery';
import { FeedDialog } from './FeedDialog';

/** Opens what a calendar can subscribe to, for what the filters let through. */
export function FeedButton({ query }: { query: ReviewQuery }) {
  const { t } = useTranslationRef(reviewTranslationRef);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        size="small"
        variant="secondary"
        iconStart={<RiCalendarLine aria-hidden />}
        onPress={() => setOpen(true)}
      >
        {t('feed.open')}
      </Button>
      {isOpen && <FeedDialog query={query} onClose={() => setOpen(false)} />}
    </>
  );
}
