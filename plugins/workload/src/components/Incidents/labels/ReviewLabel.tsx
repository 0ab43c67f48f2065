import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  IncidentListItem,
  ReviewState,
  Tone,
} from '@plumbline/plugin-workload-common';
import { ToneLabel, When } from '@plumbline/plugin-workload-react';
import { incidentTranslationRef } from '../../../incidentTranslation';

const TONES: Record<ReviewState, Tone> = {
  'not-due': 'neutral',
  due: 'warning',
  overdue: 'bad',
  published: 'good',
};

/** How far the review of an incident is, and by when it is due. */
export function ReviewLabel(props: {
  incident: Pick<IncidentListItem, 'review' | 'reviewDueAt'>;
}) {
  const { review, reviewDueAt } = props.incident;
  const { t } = useTranslationRef(incidentTranslationRef);
  const waits = review === 'due' || review === 'overdue';
  return (
    <ToneLabel tone={TONES[review]} title={t(`reviewState.${review}Means`)}>
      {t(`reviewState.${review}`)}
      {waits && reviewDueAt && (
        <>
          {' '}
          <When at={reviewDueAt} />
        </>
      )}
    </ToneLabel>
  );
}
