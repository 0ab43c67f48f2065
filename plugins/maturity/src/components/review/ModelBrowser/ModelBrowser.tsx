import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  ButtonLink,
  Flex,
  Link,
  Select,
  Text,
} from '@backstage/ui';
import {
  ModelPillarView,
  ModelStrategyView,
  ModelView,
} from '@plumbline/plugin-maturity-common';
import {
  AddressLink,
  EmptyState,
  Heading,
  ReadView,
  SearchText,
  useRead,
} from '@plumbline/plugin-workload-react';
import { useParams, useSearchParams } from 'react-router-dom';
import { maturityApiRef } from '../../../api/MaturityApi';
import { maturityPageTranslationRef } from '../../../pageTranslation';
import { useMaturityPage } from '../../MaturityPage/MaturityFrame';
import { CriterionText } from './CriterionText';
import styles from './ModelBrowser.module.css';

/** A model as it is in force: pillars, levels, strategies, and what decides them. */
export function ModelBrowser() {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const { id = '' } = useParams();
  const { base } = useMaturityPage();
  const api = useApi(maturityApiRef);
  const read = useRead(() => api.getModel(id), [api, id]);
  return (
    <Flex direction="column" gap="4">
      <div>
        <Link href={`${base}/models`}>{t('models.back')}</Link>
      </div>
      <ReadView read={read}>{model => <Model model={model} />}</ReadView>
    </Flex>
  );
}

function Model({ model }: { model: ModelView }) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const { base, may } = useMaturityPage();
  const [params, setParams] = useSearchParams();
  const pillar =
    model.pillars.find(({ id }) => id === params.get('pillar')) ??
    model.pillars[0];
  const text = params.get('text') ?? undefined;
  const change = (key: string, value: string | undefined) =>
    setParams(
      before => {
        const after = new URLSearchParams(before);
        if (value) after.set(key, value);
        else after.delete(key);
        return after;
      },
      { replace: true },
    );
  return (
    <>
      <Flex align="center" justify="between" gap="3" className={styles.head}>
        <Heading level={2}>
          {model.title} {model.version}
        </Heading>
        {may.model && (
          <ButtonLink
            size="small"
            variant="secondary"
            href={`${base}/models/what-if?model=${encodeURIComponent(
              model.id,
            )}`}
          >
            {t('models.try')}
          </ButtonLink>
        )}
      </Flex>
      <Text as="p">{model.description}</Text>
      {model.tiers && (
        <Text as="p">
          {t('models.tiers', { tiers: model.tiers.join(', ') })}
        </Text>
      )}
      <Source model={model} />
      <Flex align="end" gap="3" className={styles.choices}>
        <Select
          className={styles.choice}
          label={t('filter.pillar')}
          options={model.pillars.map(({ id, title }) => ({ id, label: title }))}
          value={pillar.id}
          onChange={key => change('pillar', String(key))}
        />
        <SearchText
          label={t('models.search')}
          value={text}
          onChange={value => change('text', value)}
        />
      </Flex>
      <PillarText pillar={pillar} text={text} />
    </>
  );
}

function Source({ model }: { model: ModelView }) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const { title, url, licence } = model.source;
  return (
    <Text as="p" color="secondary">
      {t('models.source')}{' '}
      {url ? <AddressLink address={url}>{title}</AddressLink> : title},{' '}
      {licence}
    </Text>
  );
}

function PillarText(props: { pillar: ModelPillarView; text?: string }) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const { pillar, text } = props;
  const levels = pillar.levels
    .map(level => ({
      ...level,
      strategies: level.strategies.filter(each => speaksOf(each, text)),
    }))
    .filter(({ strategies }) => !text || strategies.length > 0);
  if (levels.length === 0) {
    return (
      <EmptyState
        title={t('models.noStrategy')}
        description={t('models.noStrategyHow')}
      />
    );
  }
  return (
    <>
      <Text as="p">{pillar.description}</Text>
      {levels.map(({ level, name, goal, strategies }) => (
        <section key={level} aria-label={name}>
          <Flex direction="column" gap="2">
            <Heading level={3}>
              {t('level.named', { level: String(level), name })}
            </Heading>
            <Text as="p" color="secondary">
              {goal}
            </Text>
            <div className={styles.strategies}>
              {strategies.map(strategy => (
                <StrategyText key={strategy.id} strategy={strategy} />
              ))}
            </div>
          </Flex>
        </section>
      ))}
    </>
  );
}

function StrategyText({ strategy }: { strategy: ModelStrategyView }) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const { id, title, explanation, howTo, criteria } = strategy;
  return (
    <Accordion>
      <AccordionTrigger>
        <span className={styles.strategy}>
          <Text weight="bold">{title}</Text>
          <Text color="secondary" variant="body-small">
            {id} · {t('models.criteria', { count: criteria.length })}
          </Text>
        </span>
      </AccordionTrigger>
      <AccordionPanel>
        <Flex direction="column" gap="3">
          <Text as="p">{explanation}</Text>
          <Text as="p">
            <Text weight="bold">{t('models.howTo')}</Text> {howTo}
          </Text>
          <ul aria-label={title} className={styles.criteria}>
            {criteria.map(criterion => (
              <li key={criterion.id}>
                <CriterionText criterion={criterion} />
              </li>
            ))}
          </ul>
        </Flex>
      </AccordionPanel>
    </Accordion>
  );
}

function speaksOf(strategy: ModelStrategyView, text: string | undefined) {
  if (!text) return true;
  const wanted = text.trim().toLocaleLowerCase();
  return [
    strategy.id,
    strategy.title,
    ...strategy.criteria.flatMap(({ id, title, rule }) => [id, title, rule]),
  ].some(each => each?.toLocaleLowerCase().includes(wanted));
}
