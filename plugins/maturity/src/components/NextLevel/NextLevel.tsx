import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, Flex, Text } from '@backstage/ui';
import {
  CriterionView,
  ModelScorecard,
} from '@plumbline/plugin-maturity-common';
import { Heading } from '@plumbline/plugin-workload-react';
import { useState } from 'react';
import { maturityTranslationRef } from '../../translation';
import { AttestMany } from '../CriterionItem/AttestMany';
import { CriterionList } from '../CriterionItem/CriterionList';
import styles from './NextLevel.module.css';

/** Criteria of a pillar that are shown at once. */
const SHOWN = 3;

/** What stands between the workload and its next level, by pillar, and what to do about it. */
export function NextLevel({ scorecard }: { scorecard: ModelScorecard }) {
  const { t } = useTranslationRef(maturityTranslationRef);
  const { next } = scorecard;
  if (!next) {
    return (
      <Text as="p" color="secondary">
        {t('next.top')}
      </Text>
    );
  }
  const groups = blockersByPillar(scorecard, next.level);
  const states = groups.flatMap(({ criteria }) =>
    criteria.map(({ state }) => state),
  );
  const notMet = states.filter(state => state === 'not-met').length;
  return (
    <Flex direction="column" gap="3">
      <Flex align="baseline" gap="3" className={styles.head}>
        <Heading level={3}>
          {t('next.title', { level: String(next.level) })}
        </Heading>
        <Text weight="bold">{t('next.count', { count: states.length })}</Text>
        <Text color="secondary">
          {t('next.split', {
            notMet: String(notMet),
            unknown: String(states.length - notMet),
          })}
        </Text>
      </Flex>
      <Text as="p" color="secondary">
        {t('next.onlyLowest')}
      </Text>
      {groups.map(group => (
        <BlockerGroup key={group.id} {...group} />
      ))}
    </Flex>
  );
}

interface Group {
  id: string;
  title: string;
  criteria: CriterionView[];
}

function BlockerGroup({ title, criteria }: Group) {
  const { t } = useTranslationRef(maturityTranslationRef);
  const [isOpen, setOpen] = useState(false);
  const shown = isOpen ? criteria : criteria.slice(0, SHOWN);
  return (
    <Flex direction="column" gap="1">
      <Flex align="center" gap="3" className={styles.head}>
        <Text as="h4" variant="body-large" weight="bold">
          {title}
        </Text>
        <Text color="secondary">
          {t('next.count', { count: criteria.length })}
        </Text>
        <AttestMany criteria={criteria} of={title} />
      </Flex>
      <CriterionList criteria={shown} label={title} isCompact />
      {criteria.length > SHOWN && (
        <div>
          <Button
            size="small"
            variant="secondary"
            aria-expanded={isOpen}
            onPress={() => setOpen(!isOpen)}
          >
            {isOpen
              ? t('next.fewer')
              : t('next.more', { count: criteria.length - SHOWN })}
          </Button>
        </div>
      )}
    </Flex>
  );
}

/** Blocking criteria in the order of the standing, under the pillars in that of the model. */
function blockersByPillar({ pillars, next }: ModelScorecard, level: number) {
  const blockers = next?.blockers ?? [];
  return pillars.flatMap(({ id, title, levels }): Group[] => {
    const inPillar = new Map(
      (levels[level - 1]?.strategies ?? []).flatMap(({ criteria }) =>
        criteria.map(criterion => [criterion.id, criterion]),
      ),
    );
    const criteria = blockers.flatMap(
      ({ criterionId }) => inPillar.get(criterionId) ?? [],
    );
    return criteria.length > 0 ? [{ id, title, criteria }] : [];
  });
}
