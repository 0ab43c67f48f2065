import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Select, Text } from '@backstage/ui';
import {
  LevelTransition,
  ModelSummary,
} from '@plumbline/plugin-maturity-common';
import {
  Heading,
  Prose,
  ToneLabel,
  When,
} from '@plumbline/plugin-workload-react';
import { useMemo, useState } from 'react';
import { maturityTranslationRef } from '../../translation';
import { LongTable } from '../LongTable/LongTable';
import { LevelChart } from './LevelChart';
import styles from './LevelHistory.module.css';
import { courseIdOf, levelCourses } from './levelCourse';

const ALL = 'all';

/** How levels changed over time, and what made each change. */
export function LevelHistory({ model }: { model: ModelSummary }) {
  const { t } = useTranslationRef(maturityTranslationRef);
  const [choice, setChoice] = useState(ALL);
  const { times, courses } = useMemo(
    () => levelCourses(model, t('history.overall'), Date.now()),
    [model, t],
  );
  const titles = new Map(courses.map(({ id, title }) => [id, title]));
  const changes = model.history.filter(
    change => choice === ALL || courseIdOf(change) === choice,
  );
  return (
    <Flex direction="column" gap="3">
      <Flex align="end" gap="3" justify="between" className={styles.head}>
        <Heading level={3} id="maturity-history">
          {t('history.title')}
        </Heading>
        <Select
          label={t('history.show')}
          className={styles.select}
          size="small"
          options={[
            { id: ALL, label: t('history.all') },
            ...courses.map(({ id, title }) => ({ id, label: title })),
          ]}
          value={choice}
          onChange={key => setChoice(String(key ?? ALL))}
        />
      </Flex>
      {changes.length === 0 ? (
        <Text as="p" color="secondary">
          {t('history.none')}
        </Text>
      ) : (
        <>
          <LevelChart
            times={times}
            courses={courses}
            only={choice === ALL ? undefined : choice}
            top={model.top}
          />
          <LongTable
            label={t('history.title')}
            className={styles.changes}
            heads={[
              t('history.when'),
              t('history.what'),
              t('history.change'),
              t('history.cause'),
            ]}
            rows={changes.map(change => (
              <tr key={`${change.at} ${courseIdOf(change)}`}>
                <td>
                  <When at={change.at} />
                </td>
                <th scope="row">
                  {titles.get(courseIdOf(change)) ?? change.pillarId}
                </th>
                <td>
                  <Change change={change} />
                </td>
                <td>
                  <Prose>{change.cause}</Prose>
                </td>
              </tr>
            ))}
          />
        </>
      )}
    </Flex>
  );
}

/** From which level to which; where the proven one stayed, what became of the possible one. */
function Change({ change }: { change: LevelTransition }) {
  const { t } = useTranslationRef(maturityTranslationRef);
  const { fromProven, toProven, fromPossible, toPossible } = change;
  if (fromProven === null) {
    return <>{t('history.first', { to: String(toProven) })}</>;
  }
  if (fromProven === toProven) {
    return (
      <ToneLabel tone="neutral" title={t('history.same')}>
        {t('history.possible', {
          from: String(fromPossible ?? '–'),
          to: String(toPossible),
        })}
      </ToneLabel>
    );
  }
  const rose = toProven > fromProven;
  return (
    <ToneLabel tone={rose ? 'good' : 'bad'}>
      {t('history.fromTo', {
        from: String(fromProven),
        to: String(toProven),
      })}{' '}
      {t(rose ? 'history.rose' : 'history.fell')}
    </ToneLabel>
  );
}
