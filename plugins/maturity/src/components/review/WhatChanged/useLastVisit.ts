import { storageApiRef, useApi } from '@backstage/core-plugin-api';
import { useEffect, useState } from 'react';

const BUCKET = 'maturity';
const KEY = 'reviewVisits';
const HOUR_MS = 3_600_000;

/** When the reader was here. */
type Visits = {
  /** ISO 8601, the newest sign of the visit that runs. */
  latest: string;
  /** ISO 8601, the end of the visit before. */
  previous?: string;
};

/**
 * When the reader last looked at the review, before this visit; looking again
 * within the hour is the same visit. `undefined` until it is known, and on the
 * first visit.
 */
export function useLastVisit(): string | undefined {
  const storage = useApi(storageApiRef);
  const [previous, setPrevious] = useState<string>();
  useEffect(() => {
    const bucket = storage.forBucket(BUCKET);
    let noted = false;
    const note = (visits: Visits | undefined) => {
      if (noted) return;
      noted = true;
      const now = new Date();
      const isNewVisit =
        visits && now.getTime() - Date.parse(visits.latest) > HOUR_MS;
      const before = isNewVisit ? visits.latest : visits?.previous;
      setPrevious(before);
      bucket.set(KEY, { latest: now.toISOString(), previous: before });
    };
    const subscription = bucket.observe$<Visits>(KEY).subscribe({
      next: snapshot => {
        if (snapshot.presence !== 'unknown') note(snapshot.value);
      },
    });
    const snapshot = bucket.snapshot<Visits>(KEY);
    if (snapshot.presence !== 'unknown') note(snapshot.value);
    return () => subscription.unsubscribe();
  }, [storage]);
  return previous;
}
