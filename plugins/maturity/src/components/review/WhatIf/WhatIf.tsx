import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Link, Select, Text } from '@backstage/ui';
import { Heading, ReadView, useRead } from '@plumbline/plugin-workload-react';
import { useSearchParams } from 'react-router-dom';
import { maturityApiRef } from '../../../api/MaturityApi';
import { maturityPageTranslationRef } from '../../../pageTranslation';
import { IfMay } from '../../MaturityPage/IfMay';
import { useMaturityPage } from '../../MaturityPage/MaturityFrame';
import {
  ModelInForce,
  ModelsInForce,
  titleOf,
} from '../ModelsInForce/ModelsInForce';
import { Experiment } from './Experiment';
import styles from './WhatIf.module.css';
import { filesOf } from './modelFiles';

/** Tries out a changed model over all workloads before it counts. */
export function WhatIf() {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const { base } = useMaturityPage();
  return (
    <Flex direction="column" gap="4">
      <div>
        <Link href={`${base}/models`}>{t('models.back')}</Link>
      </div>
      <Heading level={2}>{t('whatIf.title')}</Heading>
      <Text as="p" color="secondary">
        {t('whatIf.what')}
      </Text>
      <IfMay permission="model" otherwise="model">
        <ModelsInForce>
          {models => <StartingPoint models={models} />}
        </ModelsInForce>
      </IfMay>
    </Flex>
  );
}

/** Which model's files to start from. */
function StartingPoint({ models }: { models: ModelInForce[] }) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const api = useApi(maturityApiRef);
  const [params, setParams] = useSearchParams();
  const { modelId } =
    models.find(each => each.modelId === params.get('model')) ?? models[0];
  const read = useRead(
    async () => filesOf(await api.getModelFiles(modelId)),
    [api, modelId],
  );
  return (
    <>
      <Flex align="end" gap="3" className={styles.head}>
        <Select
          className={styles.choice}
          label={t('whatIf.from')}
          options={models.map(model => ({
            id: model.modelId,
            label: titleOf(model),
          }))}
          value={modelId}
          onChange={key => setParams({ model: String(key) }, { replace: true })}
        />
      </Flex>
      <ReadView read={read}>
        {files => <Experiment key={modelId} inForce={files} />}
      </ReadView>
    </>
  );
}
