import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Flex,
  Text,
} from '@backstage/ui';
import { LevelView, StrategyView } from '@plumbline/plugin-maturity-common';
import { Prose, ToneLabel, When } from '@plumbline/plugin-workload-react';
import { maturityTranslationRef } from '../../translation';
import { AttestMany } from '../CriterionItem/AttestMany';
import { CriterionList } from '../CriterionItem/CriterionList';
import { CriterionStateLabel } from '../CriterionStateLabel/CriterionStateLabel';
import { stateOfStep, toneOfStep } from '../Ladder/stepOf';
import { ScorecardPillar, criteriaIn } from './filterPillar';
import styles from './PillarBrowser.module.css';

/** Props of {@link LevelSection}. */
export interface LevelSectionProps {
  level: LevelView;
  pillar: ScorecardPillar;
  /** Id of the criterion to which a link leads. */
  target?: string;
}

/** One level of a pillar: its goal, its strategies and what decides each. */
export function LevelSection({ level, pillar, target }: LevelSectionProps) {
  const { t } = useTranslationRef(maturityTranslationRef);
  const { count, goal, strategies } = level;
  const title = t('level.title', {
    level: String(level.level),
    name: level.name,
  });
  const state = stateOfStep(level.level, pillar);
  const progress = {
    passed: String(count.passed),
    total: String(count.total),
  };
  return (
    <Accordion id={String(level.level)}>
      <AccordionTrigger>
        <span className={styles.level}>
          <Text weight="bold" variant="body-large">
            {title}
          </Text>
          <ToneLabel tone={toneOfStep(count, pillar)}>
            {state === 'proven' && t('ladder.proven')}
            {state === 'possible' && t('ladder.possible', progress)}
            {state === 'open' && t('ladder.next', progress)}
          </ToneLabel>
        </span>
      </AccordionTrigger>
      <AccordionPanel>
        <Flex direction="column" gap="4">
          <Flex align="center" gap="3" className={styles.wrap}>
            <Text color="secondary">{goal}</Text>
            <AttestMany criteria={criteriaIn([level])} of={title} />
          </Flex>
          {strategies.map(strategy => (
            <Strategy key={strategy.id} strategy={strategy} target={target} />
          ))}
        </Flex>
      </AccordionPanel>
    </Accordion>
  );
}

function Strategy(props: { strategy: StrategyView; target?: string }) {
  const { strategy, target } = props;
  const { t } = useTranslationRef(maturityTranslationRef);
  const { title, state, explanation, howTo, criteria } = strategy;
  const oldest = criteria
    .flatMap(({ observedAt }) => observedAt ?? [])
    .sort()[0];
  return (
    <Flex direction="column" gap="1">
      <Flex align="center" gap="3" className={styles.wrap}>
        <Text as="h4" variant="body-large" weight="bold">
          {title}
        </Text>
        <CriterionStateLabel state={state} />
        {oldest && (
          <Text color="secondary" variant="body-small">
            {t('strategy.oldest')} <When at={oldest} />
          </Text>
        )}
        <AttestMany criteria={criteria} of={title} />
      </Flex>
      <Text as="p">
        <Prose>{explanation}</Prose>
      </Text>
      <Text as="p" color="secondary">
        {t('strategy.howTo')} {howTo}
      </Text>
      <CriterionList
        criteria={criteria}
        label={t('strategy.criteria', { title })}
        target={target}
      />
    </Flex>
  );
}
