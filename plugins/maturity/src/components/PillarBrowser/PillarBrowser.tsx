import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  Flex,
  Select,
  Tab,
  TabList,
  TabPanel,
  Tabs,
  useBreakpoint,
} from '@backstage/ui';
import { ModelScorecard } from '@plumbline/plugin-maturity-common';
import { Heading } from '@plumbline/plugin-workload-react';
import { useMemo } from 'react';
import { maturityTranslationRef } from '../../translation';
import { TabAddress } from '../MaturityContent/useTabQuery';
import { CriterionFilterBar } from './CriterionFilterBar';
import { PillarPanel } from './PillarPanel';
import {
  ScorecardPillar,
  contradictionsIn,
  countShown,
  criteriaIn,
  filterLevels,
  isFiltering,
} from './filterPillar';

/** Props of {@link PillarBrowser}. */
export interface PillarBrowserProps {
  scorecard: ModelScorecard;
  address: TabAddress;
}

/** Every criterion of a model: a tab per pillar, with its levels. */
export function PillarBrowser({ scorecard, address }: PillarBrowserProps) {
  const { t } = useTranslationRef(maturityTranslationRef);
  const isNarrow = useBreakpoint().down('md');
  const { query, change } = address;
  const { show, search, criterion } = query;
  const { pillars } = scorecard;
  const counts = useMemo(() => countShown(scorecard), [scorecard]);
  const found = useMemo(
    () =>
      pillars.map(pillar => {
        const levels = filterLevels(pillar, { show, search });
        return {
          pillar,
          levels,
          count: criteriaIn(levels).length,
          contradictions: contradictionsIn(pillar),
        };
      }),
    [pillars, show, search],
  );
  const chosen = choosePillar(found, query);
  const choose = (pillar: string) =>
    change({ pillar, level: undefined, criterion: undefined });
  const names = found.map(
    ({ pillar: { id, title, proven }, count, contradictions }) => ({
      id,
      label: isFiltering(query)
        ? t('pillars.found', { title, found: String(count) })
        : [
            title,
            proven === 0
              ? t('level.none')
              : t('level.word', { level: String(proven) }),
            contradictions > 0 &&
              t('pillars.contradictions', { count: contradictions }),
          ]
            .filter(Boolean)
            .join(', '),
    }),
  );
  const panelOf = (id: string) => {
    const { pillar, levels, contradictions } = found.find(
      each => each.pillar.id === id,
    )!;
    return (
      <PillarPanel
        key={id}
        pillar={pillar}
        levels={levels}
        contradictions={contradictions}
        isFiltering={isFiltering(query)}
        level={query.level}
        target={criterion}
        elsewhere={names.filter(
          (_, index) => pillars[index].id !== id && found[index].count > 0,
        )}
        onChoose={choose}
        onShowContradictions={() =>
          change({
            show: 'contradiction',
            search: '',
            pillar: id,
            level: undefined,
            criterion: undefined,
          })
        }
        onClear={() => change({ show: 'all', search: '' })}
      />
    );
  };
  return (
    <Flex direction="column" gap="3">
      <Heading level={3} id="maturity-criteria">
        {t('pillars.title')}
      </Heading>
      <CriterionFilterBar
        filter={query}
        counts={counts}
        onChange={changes =>
          change({ ...changes, level: undefined, criterion: undefined })
        }
      />
      {isNarrow ? (
        <>
          <Select
            label={t('pillars.choose')}
            options={names}
            value={chosen}
            onChange={key => key && choose(String(key))}
          />
          {panelOf(chosen)}
        </>
      ) : (
        <Tabs
          selectedKey={chosen}
          onSelectionChange={key => key !== chosen && choose(String(key))}
        >
          <TabList aria-label={t('pillars.tabs')}>
            {names.map(({ id, label }) => (
              <Tab key={id} id={id}>
                {label}
              </Tab>
            ))}
          </TabList>
          {names.map(({ id }) => (
            <TabPanel key={id} id={id}>
              {id === chosen && panelOf(id)}
            </TabPanel>
          ))}
        </Tabs>
      )}
    </Flex>
  );
}

/**
 * The pillar that the address names, by itself or by a criterion of it; else
 * the first in which a filter finds something; else the first of the lowest.
 */
function choosePillar(
  found: { pillar: ScorecardPillar; count: number }[],
  query: TabAddress['query'],
): string {
  const pillars = found.map(({ pillar }) => pillar);
  const lowest = Math.min(...pillars.map(({ proven }) => proven));
  const chosen =
    pillars.find(({ levels }) =>
      criteriaIn(levels).some(({ id }) => id === query.criterion),
    ) ??
    pillars.find(({ id }) => id === query.pillar) ??
    (isFiltering(query)
      ? found.find(({ count }) => count > 0)?.pillar
      : undefined) ??
    pillars.find(({ proven }) => proven === lowest)!;
  return chosen.id;
}
