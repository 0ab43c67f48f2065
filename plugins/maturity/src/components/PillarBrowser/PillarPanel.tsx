import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { AccordionGroup, Button, Flex, Text } from '@backstage/ui';
import { LevelView } from '@plumbline/plugin-maturity-common';
import { ToneLabel } from '@plumbline/plugin-workload-react';
import { useState } from 'react';
import { maturityTranslationRef } from '../../translation';
import { LevelSection } from './LevelSection';
import { ScorecardPillar, criteriaIn } from './filterPillar';
import styles from './PillarBrowser.module.css';

/** Props of {@link PillarPanel}. */
export interface PillarPanelProps {
  pillar: ScorecardPillar;
  /** Those that the filter lets through. */
  levels: LevelView[];
  /** Number of criteria of the pillar where facts contradict an answer. */
  contradictions: number;
  isFiltering: boolean;
  /** Level that the address opens. */
  level?: number;
  /** Id of the criterion to which a link leads. */
  target?: string;
  /** Other pillars in which the filter finds something. */
  elsewhere: { id: string; label: string }[];
  onChoose: (pillarId: string) => void;
  onShowContradictions: () => void;
  onClear: () => void;
}

/** The levels of one pillar. A filter opens every level in which it finds something. */
export function PillarPanel(props: PillarPanelProps) {
  const { pillar, levels, isFiltering, level, target } = props;
  const wanted = levelsToOpen(props);
  const place = isFiltering ? `found ${wanted}` : `${level} ${target}`;
  const [opened, setOpened] = useState({ place, levels: wanted });
  // What the address asks for is open when it is asked for; then the reader decides.
  if (opened.place !== place) setOpened({ place, levels: wanted });
  return (
    <Flex direction="column" gap="3" pt="3">
      <Text as="p" color="secondary">
        {pillar.description}
      </Text>
      {!isFiltering && <Contradictions {...props} />}
      {levels.length === 0 ? (
        <NothingFound {...props} />
      ) : (
        <AccordionGroup
          allowsMultiple
          expandedKeys={opened.levels.map(String)}
          onExpandedChange={keys =>
            setOpened({ place, levels: [...keys].map(Number) })
          }
        >
          {levels.map(each => (
            <LevelSection
              key={each.level}
              level={each}
              pillar={pillar}
              target={target}
            />
          ))}
        </AccordionGroup>
      )}
    </Flex>
  );
}

/** That facts say the opposite of what people answered on this pillar, and where. */
function Contradictions(props: PillarPanelProps) {
  const { contradictions, onShowContradictions } = props;
  const { t } = useTranslationRef(maturityTranslationRef);
  if (contradictions === 0) return null;
  return (
    <Flex align="center" gap="2" className={styles.wrap}>
      <ToneLabel tone="warning" title={t('notices.contradictionsMean')}>
        {t('pillars.contradicted', { count: contradictions })}
      </ToneLabel>
      <Button size="small" variant="secondary" onPress={onShowContradictions}>
        {t('pillars.showContradictions', { count: contradictions })}
      </Button>
    </Flex>
  );
}

function NothingFound({ elsewhere, onChoose, onClear }: PillarPanelProps) {
  const { t } = useTranslationRef(maturityTranslationRef);
  return (
    <Flex align="center" gap="2" className={styles.wrap} role="status">
      <Text>
        {t(elsewhere.length > 0 ? 'pillars.noneHere' : 'pillars.noneAtAll')}
      </Text>
      {elsewhere.length > 0 && <Text>{t('pillars.elsewhere')}</Text>}
      {elsewhere.map(({ id, label }) => (
        <Button
          key={id}
          size="small"
          variant="secondary"
          onPress={() => onChoose(id)}
        >
          {label}
        </Button>
      ))}
      <Button size="small" variant="tertiary" onPress={onClear}>
        {t('pillars.clear')}
      </Button>
    </Flex>
  );
}

function levelsToOpen(props: PillarPanelProps): number[] {
  const { pillar, levels, isFiltering, level, target } = props;
  if (isFiltering) return levels.map(each => each.level);
  const ofTarget = levels.find(each =>
    criteriaIn([each]).some(({ id }) => id === target),
  )?.level;
  const first = ofTarget ?? level ?? pillar.next?.level;
  return first === undefined ? [] : [first];
}
