import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Link } from '@backstage/ui';
import { WorkloadMap } from '@plumbline/plugin-workload-common';
import {
  Heading,
  Read,
  ReadView,
  WorkloadName,
  useRead,
} from '@plumbline/plugin-workload-react';
import { useState } from 'react';
import { workloadApiRef } from '../../api/WorkloadApi';
import { healthTranslationRef } from '../../healthTranslation';
import { ModelDesk } from './ModelDesk';
import { ModelStatus } from './ModelStatus';

/** Props of {@link HealthModelEditor}. */
export interface HealthModelEditorProps {
  name: WorkloadName;
  /** For the parts and what holds by default. */
  map: Read<WorkloadMap>;
}

/** The health model of a workload: to look at, to try, and to change where the reader may. */
export function HealthModelEditor({ name, map }: HealthModelEditorProps) {
  const { t } = useTranslationRef(healthTranslationRef);
  const api = useApi(workloadApiRef);
  const read = useRead(() => api.getHealthModel(name), [api, name]);
  const [saves, setSaves] = useState(0);
  return (
    <Flex direction="column" gap="4">
      <div>
        <Link href="?">{t('model.back')}</Link>
      </div>
      <Heading level={2}>{t('model.heading')}</Heading>
      <ReadView read={map}>
        {known => (
          <ReadView read={read}>
            {model => (
              <Flex direction="column" gap="4">
                <ModelStatus model={model} />
                <ModelDesk
                  // A model that somebody saved begins a new draft.
                  key={`${model.origin} ${model.revision}`}
                  name={name}
                  map={known}
                  model={model}
                  isSaved={saves > 0}
                  onSave={async text => {
                    await api.saveHealthModel(name, {
                      text,
                      revision: model.revision,
                    });
                    setSaves(before => before + 1);
                    read.retry();
                    map.retry();
                  }}
                />
              </Flex>
            )}
          </ReadView>
        )}
      </ReadView>
    </Flex>
  );
}
