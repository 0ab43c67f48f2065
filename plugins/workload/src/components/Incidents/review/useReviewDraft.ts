import { useCallback, useEffect, useState } from 'react';
import { ReviewDraft, isChanged } from './reviewDraft';

/**
 * The draft of an incident's review, if one is being written. It outlives going
 * to another page and back, as long as the browser's tab is open.
 */
export function useReviewDraft(number: number) {
  const key = `plumbline-incident-review-${number}`;
  const [state, setState] = useState(() => {
    const draft = readDraft(key);
    return { draft, isKept: draft !== undefined };
  });
  const { draft, isKept } = state;
  useEffect(() => {
    if (draft && isChanged(draft)) {
      sessionStorage.setItem(key, JSON.stringify(draft));
    } else {
      sessionStorage.removeItem(key);
    }
  }, [draft, key]);
  const setDraft = useCallback(
    (next: ReviewDraft | undefined) => setState({ draft: next, isKept: false }),
    [],
  );
  return { draft, setDraft, isKept };
}

function readDraft(key: string): ReviewDraft | undefined {
  const kept = sessionStorage.getItem(key);
  if (!kept) return undefined;
  try {
    return JSON.parse(kept);
  } catch {
    return undefined;
  }
}
