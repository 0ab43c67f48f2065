import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  ButtonLink,
  Card,
  CardBody,
  CardHeader,
  Flex,
  Text,
} from '@backstage/ui';
import {
  Heading,
  ReadView,
  WorkloadName,
  useRead,
} from '@plumbline/plugin-workload-react';
import { workloadApiRef } from '../../api/WorkloadApi';
import { healthTranslationRef } from '../../healthTranslation';
import { modelAddress } from './modelAddress';
import { ModelStatus } from './ModelStatus';

const HEADING = 'health-model';

/** Which health model holds for a workload, and the way to change it. */
export function ModelCard({ name }: { name: WorkloadName }) {
  const { t } = useTranslationRef(healthTranslationRef);
  const api = useApi(workloadApiRef);
  const read = useRead(() => api.getHealthModel(name), [api, name]);
  const mayEdit = read.value?.edit.allowed && read.value.origin !== 'file';
  return (
    <Card role="region" aria-labelledby={HEADING}>
      <CardHeader>
        <Flex
          align="center"
          gap="3"
          justify="between"
          style={{ flexWrap: 'wrap' }}
        >
          <Heading level={3} id={HEADING}>
            {t('model.heading')}
          </Heading>
          {read.value && (
            <ButtonLink
              size="small"
              variant="secondary"
              href={modelAddress('flows')}
            >
              {mayEdit ? t('model.edit') : t('model.look')}
            </ButtonLink>
          )}
        </Flex>
        <Text as="p" color="secondary">
          {t('model.means')}
        </Text>
      </CardHeader>
      <CardBody>
        <ReadView read={read}>
          {model => (
            <Flex direction="column" gap="3">
              <ModelStatus model={model} />
            </Flex>
          )}
        </ReadView>
      </CardBody>
    </Card>
  );
}
