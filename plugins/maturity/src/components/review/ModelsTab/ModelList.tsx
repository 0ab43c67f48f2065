import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  Alert,
  ButtonLink,
  Card,
  CardBody,
  Flex,
  Link,
  Text,
} from '@backstage/ui';
import { ModelStatus } from '@plumbline/plugin-maturity-common';
import {
  Heading,
  ReadView,
  ToneLabel,
  When,
  useRead,
} from '@plumbline/plugin-workload-react';
import { maturityApiRef } from '../../../api/MaturityApi';
import { maturityPageTranslationRef } from '../../../pageTranslation';
import { IfMay } from '../../MaturityPage/IfMay';
import { useMaturityPage } from '../../MaturityPage/MaturityFrame';
import { ProblemList } from '../ProblemList/ProblemList';

const REFRESH_MS = 30_000;

/** Every configured model: which version counts, since when, and what is wrong with its files. */
export function ModelList() {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const { base } = useMaturityPage();
  const api = useApi(maturityApiRef);
  const read = useRead(() => api.getModels(), [api], { everyMs: REFRESH_MS });
  return (
    <Flex direction="column" gap="4">
      <Flex
        align="center"
        justify="between"
        gap="3"
        style={{ flexWrap: 'wrap' }}
      >
        <Text as="p" color="secondary">
          {t('models.what')}
        </Text>
        <IfMay permission="model" otherwise="model">
          <ButtonLink variant="secondary" href={`${base}/models/what-if`}>
            {t('models.whatIf')}
          </ButtonLink>
        </IfMay>
      </Flex>
      <ReadView
        read={read}
        empty={{
          when: ({ items }) => items.length === 0,
          title: t('models.none'),
          description: t('models.noneHow'),
        }}
      >
        {({ items }) => (
          <Flex direction="column" gap="3">
            {items.map(status => (
              <ModelCard key={status.file} status={status} />
            ))}
          </Flex>
        )}
      </ReadView>
    </Flex>
  );
}

function ModelCard({ status }: { status: ModelStatus }) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const { base, may } = useMaturityPage();
  const { file, modelId, title, version, inForceSince } = status;
  return (
    <Card>
      <CardBody>
        <Flex direction="column" gap="2">
          <Flex align="center" justify="between" gap="3">
            <Heading level={2}>
              {modelId ? (
                <Link
                  href={`${base}/models/${encodeURIComponent(modelId)}`}
                  variant="title-x-small"
                  weight="bold"
                >
                  {title ?? modelId}
                </Link>
              ) : (
                file
              )}
            </Heading>
            <StatusLabel status={status} />
          </Flex>
          {modelId && (
            <Text as="p">
              {t('models.version', { version: version ?? '–' })}
              {inForceSince && (
                <>
                  {', '}
                  {t('models.inForceSince')} <When at={inForceSince} />
                </>
              )}
            </Text>
          )}
          <Text as="p" color="secondary">
            <code>{file}</code>
          </Text>
          <Problems status={status} />
          {modelId && may.model && (
            <div>
              <ButtonLink
                size="small"
                variant="tertiary"
                aria-label={t('models.tryFor', { title: title ?? modelId })}
                href={`${base}/models/what-if?model=${encodeURIComponent(
                  modelId,
                )}`}
              >
                {t('models.try')}
              </ButtonLink>
            </div>
          )}
        </Flex>
      </CardBody>
    </Card>
  );
}

function StatusLabel({ status }: { status: ModelStatus }) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  if (status.problems.length === 0) {
    return status.modelId ? (
      <ToneLabel tone="good">{t('models.inForce')}</ToneLabel>
    ) : (
      <ToneLabel tone="unknown">{t('models.notRead')}</ToneLabel>
    );
  }
  return status.modelId ? (
    <ToneLabel tone="warning">{t('models.lastGood')}</ToneLabel>
  ) : (
    <ToneLabel tone="bad">{t('models.noGood')}</ToneLabel>
  );
}

function Problems({ status }: { status: ModelStatus }) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const { problems, problemsAt, modelId } = status;
  if (problems.length === 0) return null;
  return (
    <Alert
      status={modelId ? 'warning' : 'danger'}
      icon
      title={t('models.problems', { count: problems.length })}
      description={
        <Flex direction="column" gap="2">
          {problemsAt && (
            <span>
              {t('models.found')} <When at={problemsAt} />.{' '}
              {modelId && t('models.staysInForce')}
            </span>
          )}
          <ProblemList problems={problems} />
        </Flex>
      }
    />
  );
}
