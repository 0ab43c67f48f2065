import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex } from '@backstage/ui';
import {
  SloGroupPage,
  SloGrouping,
  SloListPage,
} from '@plumbline/plugin-slo-common';
import {
  QueryInAddress,
  ReadView,
  useLatest,
  useRead,
  useSame,
} from '@plumbline/plugin-workload-react';
import { SloReviewApi, sloReviewApiRef } from '../../../api/SloReviewApi';
import { sloPageTranslationRef } from '../../../pageTranslation';
import { ListHead } from '../ListHead/ListHead';
import { NeedsSomeone } from '../NeedsSomeone/NeedsSomeone';
import { SloFilters } from '../SloFilters/SloFilters';
import { SloGroups } from '../SloGroups/SloGroups';
import { SloTable } from '../SloTable/SloTable';
import { SloQuery, listQueryOf, useSloQuery } from '../useSloQuery';

const REFRESH_MS = 30_000;

/** Which SLOs of all workloads need someone, and all of them. */
export function SloReview() {
  const api = useApi(sloReviewApiRef);
  const { query, change } = useSloQuery();
  const { text, owner, domain, lifecycle, method, changedSince } = query;
  // What the counts filter by is left out, so that each says what choosing it would find.
  const scope = useSame({
    text,
    owner,
    domain,
    lifecycle,
    method,
    changedSince,
  });
  const counts = useLatest(
    useRead(() => api.getCounts(scope), [api, scope], { everyMs: REFRESH_MS }),
  );
  return (
    <Flex direction="column" gap="5">
      <ReadView read={counts}>
        {value => (
          <NeedsSomeone counts={value} query={query} onChange={change} />
        )}
      </ReadView>
      <SloFilters counts={counts.value} query={query} onChange={change} />
      <Objectives query={query} change={change} />
    </Flex>
  );
}

/** What the list shows: objectives one by one, or groups of them. */
type Listed =
  | { groupBy?: undefined; page: SloListPage }
  | { groupBy: SloGrouping; page: SloGroupPage };

async function readList(api: SloReviewApi, query: SloQuery): Promise<Listed> {
  const { groupBy } = query;
  if (!groupBy) return { page: await api.getSlos(listQueryOf(query)) };
  const { sort, direction, ...filter } = listQueryOf(query);
  return { groupBy, page: await api.getGroups({ ...filter, groupBy }) };
}

/** The list under how many there are. */
function Objectives({ query, change }: QueryInAddress<SloQuery>) {
  const { t } = useTranslationRef(sloPageTranslationRef);
  const api = useApi(sloReviewApiRef);
  // Which groups are open, and how they are sorted inside, makes no other groups.
  const asked = useSame({
    ...query,
    open: undefined,
    ...(query.groupBy && { sort: undefined, direction: undefined }),
  });
  const read = useLatest(
    useRead(() => readList(api, asked), [api, asked], { everyMs: REFRESH_MS }),
  );
  const words = {
    workload: 'group.workloads',
    owner: 'group.owners',
    nothing: 'table.count',
  } as const;
  return (
    <Flex direction="column" gap="3">
      <ListHead
        counted={
          read.value &&
          t(words[read.value.groupBy ?? 'nothing'], {
            count: read.value.page.total,
          })
        }
        query={query}
        onChange={change}
      />
      <ReadView read={read}>
        {({ groupBy, page }) =>
          groupBy ? (
            <SloGroups
              page={page}
              groupBy={groupBy}
              query={query}
              isStale={read.isStale}
              onChange={change}
            />
          ) : (
            <SloTable
              page={page}
              query={query}
              isStale={read.isStale}
              onChange={change}
            />
          )
        }
      </ReadView>
    </Flex>
  );
}
