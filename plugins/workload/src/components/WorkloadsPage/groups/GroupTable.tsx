import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Link } from '@backstage/ui';
import {
  HEALTH_STATES,
  WorkloadGroup,
  WorkloadGrouping,
} from '@plumbline/plugin-workload-common';
import {
  EmptyState,
  ReadView,
  ScrollRegion,
  ToneLabel,
  toneOfHealth,
  useEntityNames,
  useLatest,
  useRead,
  useSame,
} from '@plumbline/plugin-workload-react';
import { workloadApiRef } from '../../../api/WorkloadApi';
import { portfolioTranslationRef } from '../../../portfolioTranslation';
import { workloadTranslationRef } from '../../../translation';
import { PortfolioView, searchOfView, selectionOf } from '../usePortfolioQuery';
import styles from './GroupTable.module.css';

const REFRESH_MS = 30_000;

/** Props of {@link GroupTable}. */
export interface GroupTableProps {
  view: PortfolioView;
  groupBy: WorkloadGrouping;
}

/** Workloads by what they have in common: how many, how they are, and the worst of each. */
export function GroupTable({ view, groupBy }: GroupTableProps) {
  const { t } = useTranslationRef(portfolioTranslationRef);
  const api = useApi(workloadApiRef);
  const selection = useSame(selectionOf(view));
  const read = useLatest(
    useRead(
      () => api.getGroups(groupBy, selection),
      [api, groupBy, selection],
      { everyMs: REFRESH_MS },
    ),
  );
  const what = t(`filter.${groupBy}`);
  return (
    <ReadView read={read}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState
            title={t('page.noMatch')}
            description={t('page.noMatchHow')}
          />
        ) : (
          <ScrollRegion label={t('group.caption', { what })}>
            <table className={styles.table} data-stale={read.isStale}>
              <caption className={styles.caption}>
                {t('group.caption', { what })}
              </caption>
              <thead>
                <tr>
                  <th scope="col">{what}</th>
                  <th scope="col">{t('group.workloads')}</th>
                  <th scope="col">{t('group.health')}</th>
                  <th scope="col">{t('group.needsAttention')}</th>
                  <th scope="col">{t('group.incidents')}</th>
                  <th scope="col">{t('group.level')}</th>
                  <th scope="col">{t('group.budget')}</th>
                  <th scope="col">{t('group.expiry')}</th>
                </tr>
              </thead>
              <tbody>
                <Groups items={items} view={view} groupBy={groupBy} />
              </tbody>
            </table>
          </ScrollRegion>
        )
      }
    </ReadView>
  );
}

function Groups(props: GroupTableProps & { items: WorkloadGroup[] }) {
  const { items, view, groupBy } = props;
  const { t } = useTranslationRef(portfolioTranslationRef);
  const { t: tShared } = useTranslationRef(workloadTranslationRef);
  const isRef = groupBy === 'owner' || groupBy === 'domain';
  const nameOf = useEntityNames(
    isRef ? items.flatMap(({ key }) => key ?? []) : [],
  );
  const none = {
    owner: t('group.noOwner'),
    domain: t('group.noDomain'),
    tier: t('group.noTier'),
    health: '–',
  }[groupBy];
  const words = (key: string) => {
    if (isRef) return nameOf(key);
    return groupBy === 'health'
      ? tShared(`health.${key as (typeof HEALTH_STATES)[number]}`)
      : key;
  };
  return (
    <>
      {items.map(group => (
        <GroupRow
          key={group.key ?? ''}
          group={group}
          name={group.key === undefined ? none : words(group.key)}
          hrefOf={
            group.key === undefined
              ? undefined
              : more =>
                  searchOfView({
                    ...view,
                    groupBy: undefined,
                    [groupBy]: [group.key],
                    ...more,
                  })
          }
        />
      ))}
    </>
  );
}

function GroupRow(props: {
  group: WorkloadGroup;
  name: string;
  /** The address of its workloads; absent where no filter finds just these. */
  hrefOf?: (more: Partial<PortfolioView>) => string;
}) {
  const { group, name, hrefOf } = props;
  const { t } = useTranslationRef(portfolioTranslationRef);
  const { count, needsAttention, openIncidents } = group;
  const { lowestLevel, tightestBudget, nextExpiryDays } = group;
  return (
    <tr>
      <th scope="row">
        {hrefOf ? (
          <Link href={hrefOf({})} aria-label={t('group.show', { name })}>
            {name}
          </Link>
        ) : (
          name
        )}
      </th>
      <td className={styles.number}>{count}</td>
      <td>
        <HealthCounts group={group} />
      </td>
      <td className={styles.number}>
        {needsAttention > 0 ? (
          <ToneLabel tone="bad">{needsAttention}</ToneLabel>
        ) : (
          0
        )}
      </td>
      <td className={styles.number}>
        {openIncidents > 0 && hrefOf ? (
          <Link
            href={hrefOf({ incident: true })}
            aria-label={t('group.showIncidents', {
              name,
              total: String(openIncidents),
            })}
          >
            {openIncidents}
          </Link>
        ) : (
          openIncidents
        )}
      </td>
      <td className={styles.number}>{lowestLevel ?? <NotKnown />}</td>
      <td className={styles.number}>
        {tightestBudget === undefined ? (
          <NotKnown />
        ) : (
          t('group.budgetLeft', {
            percent: String(Math.round(tightestBudget * 100)),
          })
        )}
      </td>
      <td className={styles.number}>
        {nextExpiryDays === undefined ? (
          <NotKnown />
        ) : (
          <Days days={nextExpiryDays} />
        )}
      </td>
    </tr>
  );
}

function NotKnown() {
  const { t } = useTranslationRef(portfolioTranslationRef);
  return <span className={styles.secondary}>{t('group.notKnown')}</span>;
}

function Days({ days }: { days: number }) {
  const { t } = useTranslationRef(portfolioTranslationRef);
  if (days < 0) return <ToneLabel tone="bad">{t('group.past')}</ToneLabel>;
  return (
    <>{days === 0 ? t('group.today') : t('group.days', { count: days })}</>
  );
}

/** How many are in which state, worst first. */
function HealthCounts({ group }: { group: WorkloadGroup }) {
  const { t } = useTranslationRef(workloadTranslationRef);
  return (
    <ul className={styles.states}>
      {(['unhealthy', 'degraded', 'unknown', 'healthy'] as const)
        .filter(state => group.health[state] > 0)
        .map(state => (
          <li key={state}>
            <ToneLabel tone={toneOfHealth(state)}>
              {group.health[state]} {t(`health.${state}`)}
            </ToneLabel>
          </li>
        ))}
    </ul>
  );
}
