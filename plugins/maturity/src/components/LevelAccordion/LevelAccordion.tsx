import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  Accordion,
  AccordionGroup,
  AccordionPanel,
  AccordionTrigger,
  Flex,
  Text,
} from '@backstage/ui';
import { CriterionView, ModelView } from '@plumbline/plugin-maturity-common';
import { Heading, Prose } from '@plumbline/plugin-workload-react';
import { maturityTranslationRef } from '../../translation';
import { CriterionList } from '../CriterionItem/CriterionList';
import { CriterionStateLabel } from '../CriterionStateLabel/CriterionStateLabel';
import styles from './LevelAccordion.module.css';

/** Every level with its strategies and what decides each. */
export function LevelAccordion({
  model,
  onAttest,
}: {
  model: ModelView;
  onAttest?: (criterion: CriterionView) => void;
}) {
  const { t } = useTranslationRef(maturityTranslationRef);
  return (
    <Flex direction="column" gap="2">
      <Heading level={3}>{t('level.all')}</Heading>
      <AccordionGroup allowsMultiple>
        {model.levels.map(({ level, name, goal, count, strategies }) => (
          <Accordion key={level} id={String(level)}>
            <AccordionTrigger
              title={t('level.title', { level: String(level), name })}
              subtitle={t('ladder.progress', {
                passed: String(count.passed),
                total: String(count.total),
              })}
            />
            <AccordionPanel>
              <Flex direction="column" gap="4">
                <Text color="secondary">{goal}</Text>
                {strategies.map(strategy => (
                  <Flex key={strategy.id} direction="column" gap="1">
                    <Flex align="center" gap="3" className={styles.strategy}>
                      <Text as="h4" variant="body-large" weight="bold">
                        {strategy.title}
                      </Text>
                      <CriterionStateLabel state={strategy.state} />
                    </Flex>
                    <Text as="p">
                      <Prose>{strategy.explanation}</Prose>
                    </Text>
                    <Text as="p" color="secondary">
                      {t('level.howTo')} {strategy.howTo}
                    </Text>
                    <CriterionList
                      criteria={strategy.criteria}
                      label={strategy.title}
                      onAttest={onAttest}
                    />
                  </Flex>
                ))}
              </Flex>
            </AccordionPanel>
          </Accordion>
        ))}
      </AccordionGroup>
    </Flex>
  );
}
