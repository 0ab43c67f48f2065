import { useApi } from '@backstage/frontend-plugin-api';
import { NO_OWNER, SloGrouping } from '@plumbline/plugin-slo-common';
import {
  PAGE_SIZES,
  PageInAddress,
  ReadView,
  useLatest,
  useRead,
  useSame,
} from '@plumbline/plugin-workload-react';
import { useState } from 'react';
import { sloReviewApiRef } from '../../../api/SloReviewApi';
import { SloTable } from '../SloTable/SloTable';
import { SloQuery, listQueryOf } from '../useSloQuery';

const REFRESH_MS = 30_000;

/** Said by the group already. */
const KNOWN: Record<SloGrouping, string[]> = {
  workload: ['workload', 'owner'],
  owner: ['owner'],
};

/** Props of {@link GroupSlos}. */
export interface GroupSlosProps {
  groupBy: SloGrouping;
  /** Absent for the group of those that nobody owns. */
  groupRef: string | undefined;
  query: SloQuery;
  onChange: (changes: Partial<SloQuery>) => void;
}

/** The objectives of a group that the filters let through; paged by themselves, sorted as those of other groups. */
export function GroupSlos(props: GroupSlosProps) {
  const { groupBy, groupRef = NO_OWNER, query, onChange } = props;
  const api = useApi(sloReviewApiRef);
  const filter = useSame({ ...listQueryOf(query), [groupBy]: [groupRef] });
  const [turned, setTurned] = useState<PageInAddress & { of: object }>();
  // Whatever changes the rows leads back to the first page.
  const { limit = PAGE_SIZES[0], offset = 0 } =
    turned?.of === filter ? turned : { limit: turned?.limit };
  const asked = useSame({ ...filter, limit, offset });
  const read = useLatest(
    useRead(() => api.getSlos(asked), [api, asked], { everyMs: REFRESH_MS }),
  );
  const change = ({ sort, direction, ...page }: Partial<SloQuery>) => {
    setTurned({ of: filter, limit, offset: 0, ...page });
    // The same groups are shown as before.
    if (sort) onChange({ sort, direction, offset: query.offset });
  };
  return (
    <ReadView read={read}>
      {slos => (
        <SloTable
          page={slos}
          query={{ ...query, limit, offset }}
          isStale={read.isStale}
          onChange={change}
          known={KNOWN[groupBy]}
        />
      )}
    </ReadView>
  );
}
