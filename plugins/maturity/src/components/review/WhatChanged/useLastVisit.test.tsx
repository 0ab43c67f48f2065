import { storageApiRef } from '@backstage/core-plugin-api';
import { TestApiProvider, mockApis } from '@backstage/test-utils';
import { renderHook, waitFor } from '@testing-library/react';
import { ReactNode } from 'react';
import { useLastVisit } from './useLastVisit';

const HOUR_MS = 3_600_000;
const ago = (hours: number) =>
  new Date(Date.now() - hours * HOUR_MS).toISOString();

function render(visits?: { latest: string; previous?: string }) {
  const storage = mockApis.storage();
  const bucket = storage.forBucket('maturity');
  if (visits) bucket.set('reviewVisits', visits);
  const { result } = renderHook(() => useLastVisit(), {
    wrapper: ({ children }: { children: ReactNode }) => (
      <TestApiProvider apis={[[storageApiRef, storage]]}>
        {children}
      </TestApiProvider>
    ),
  });
  const stored = () =>
    bucket.snapshot<{ latest: string; previous?: string }>('reviewVisits')
      .value;
  return { result, stored };
}

describe('useLastVisit', () => {
  it('knows none at the first visit, and notes it', async () => {
    const { result, stored } = render();
    await waitFor(() => expect(stored()?.latest).toMatch(/^\d{4}-/));
    expect(result.current).toBeUndefined();
    expect(stored()?.previous).toBeUndefined();
  });

  it('is the last time that the reader was here', async () => {
    const latest = ago(50);
    const { result, stored } = render({ latest, previous: ago(90) });
    await waitFor(() => expect(result.current).toBe(latest));
    expect(stored()?.previous).toBe(latest);
    expect(stored()?.latest).not.toBe(latest);
  });

  it('takes coming back within the hour for the same visit', async () => {
    const previous = ago(90);
    const { result, stored } = render({ latest: ago(0.5), previous });
    await waitFor(() => expect(result.current).toBe(previous));
    expect(stored()?.previous).toBe(previous);
  });
});
