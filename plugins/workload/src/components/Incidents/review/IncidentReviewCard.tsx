import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, Card, CardBody, CardHeader, Flex, Text } from '@backstage/ui';
import { Incident } from '@plumbline/plugin-workload-common';
import { Heading, When } from '@plumbline/plugin-workload-react';
import { incidentTranslationRef } from '../../../incidentTranslation';
import { Person } from '../../NodePanel/People';
import { ReviewLabel } from '../labels/ReviewLabel';
import styles from './Review.module.css';
import { ReviewForm } from './ReviewForm';
import { ReviewText } from './ReviewText';
import { useReviewDraft } from './useReviewDraft';

/** What was learned from an incident: to read, and for those who may, to write. */
export function IncidentReviewCard(props: {
  incident: Incident;
  onChanged: () => void;
}) {
  const { incident, onChanged } = props;
  const { t } = useTranslationRef(incidentTranslationRef);
  const { number, reviewText, act, closedAt } = incident;
  const { draft, setDraft, isKept } = useReviewDraft(number);
  const isWritten = reviewText.updatedAt !== undefined;
  return (
    <Card role="region" aria-labelledby="incident-review">
      <CardHeader>
        <Flex align="center" gap="3" className={styles.head}>
          <Heading level={3} id="incident-review">
            {t('review.heading')}
          </Heading>
          <ReviewLabel incident={incident} />
          {act.allowed && !draft && (
            <Button
              className={styles.write}
              size="small"
              variant={
                closedAt && !reviewText.published ? 'primary' : 'secondary'
              }
              onPress={() => setDraft({ base: reviewText, text: reviewText })}
            >
              {isWritten ? t('review.change') : t('review.write')}
            </Button>
          )}
        </Flex>
        <Text as="p" color="secondary">
          {t('review.means')} <Standing incident={incident} />
        </Text>
      </CardHeader>
      {draft && act.allowed ? (
        <CardBody>
          <ReviewForm
            incident={incident}
            draft={draft}
            isKept={isKept}
            onDraft={setDraft}
            onSaved={() => {
              setDraft(undefined);
              onChanged();
            }}
          />
        </CardBody>
      ) : (
        (isWritten || closedAt) && (
          <CardBody>
            <ReviewText review={reviewText} />
          </CardBody>
        )
      )}
    </Card>
  );
}

/** Who wrote it when, or by when somebody has to. */
function Standing({ incident }: { incident: Incident }) {
  const { t } = useTranslationRef(incidentTranslationRef);
  const { review, reviewDueAt, reviewText, closedAt } = incident;
  const { updatedAt, updatedBy, published } = reviewText;
  return (
    <>
      {review === 'due' && reviewDueAt && (
        <>
          {t('review.due')} <When at={reviewDueAt} />.{' '}
        </>
      )}
      {review === 'overdue' && reviewDueAt && (
        <>
          {t('review.overdue')} <When at={reviewDueAt} />.{' '}
        </>
      )}
      {!closedAt && !published && `${t('review.notDue')} `}
      {updatedAt && updatedBy && (
        <>
          {published ? t('review.published') : t('review.draft')}{' '}
          <Person text={updatedBy} /> <When at={updatedAt} />.
        </>
      )}
      {!updatedAt && closedAt && t('review.template')}
    </>
  );
}
