import { stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Alert, Flex, Text } from '@backstage/ui';
import { WorkloadStamps } from '@plumbline/plugin-stamp-common';
import {
  EmptyState,
  Heading,
  Prose,
  ReadView,
} from '@plumbline/plugin-workload-react';
import { RiAddLine } from '@remixicon/react';
import { useTemplateHref } from '../../hooks/useTemplateHref';
import { useWorkloadStamps } from '../../hooks/useWorkloadStamps';
import { stampTranslationRef } from '../../translation';
import { FormLink } from '../FormLink/FormLink';
import { HistoryTable } from '../History/HistoryTable';
import { StampPart } from '../StampPart/StampPart';
import { Additions } from './Additions';
import { Headline } from './Headline';

/** The stamps of a workload: how far each is, what it serves, what its pipeline told, drift, and what can be done. */
export function StampsTab() {
  return (
    <ReadView read={useWorkloadStamps()}>
      {stamps => <Stamps stamps={stamps} />}
    </ReadView>
  );
}

function Stamps({ stamps: known }: { stamps: WorkloadStamps }) {
  const { t } = useTranslationRef(stampTranslationRef);
  const { additions, history, mayChange, problem, stamps } = known;
  return (
    <Flex direction="column" gap="6">
      <Flex direction="column" gap="2">
        <Flex
          align="center"
          gap="3"
          justify="between"
          style={{ flexWrap: 'wrap' }}
        >
          {stamps.length > 0 && <Headline stamps={known} />}
          {stamps.length === 0 && (
            <EmptyState
              title={t('empty.title')}
              description={t(
                mayChange.allowed ? 'empty.description' : 'empty.notAllowed',
              )}
            />
          )}
          <AddLink isDisabled={!mayChange.allowed} />
        </Flex>
        {!mayChange.allowed && mayChange.reason && (
          <Text variant="body-small" color="secondary">
            <Prose>{mayChange.reason}</Prose>
          </Text>
        )}
      </Flex>
      {problem && (
        <Alert
          status="warning"
          icon
          title={t('problem')}
          description={problem}
        />
      )}
      {additions.length > 0 && <Additions additions={additions} />}
      {stamps.length > 0 && (
        <Flex direction="column" gap="4">
          {stamps.map(stamp => (
            <StampPart
              key={stamp.stampRef}
              stamp={stamp}
              mayChange={mayChange}
            />
          ))}
        </Flex>
      )}
      {(stamps.length > 0 || history.length > 0) && (
        <Flex direction="column" gap="2">
          <Heading level={3}>{t('history.title')}</Heading>
          <HistoryTable history={history} stamps={stamps} />
        </Flex>
      )}
    </Flex>
  );
}

function AddLink({ isDisabled }: { isDisabled: boolean }) {
  const { t } = useTranslationRef(stampTranslationRef);
  const hrefOf = useTemplateHref();
  const { entity } = useEntity();
  if (!hrefOf) return null;
  return (
    <FormLink
      href={hrefOf('add-stamp', { workload: stringifyEntityRef(entity) })}
      iconStart={<RiAddLine aria-hidden />}
      isDisabled={isDisabled}
      variant="primary"
    >
      {t('action.add')}
    </FormLink>
  );
}
