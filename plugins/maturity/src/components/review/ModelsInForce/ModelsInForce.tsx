import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ModelStatus } from '@plumbline/plugin-maturity-common';
import { ReadView, useRead } from '@plumbline/plugin-workload-react';
import { ReactNode } from 'react';
import { maturityApiRef } from '../../../api/MaturityApi';
import { maturityPageTranslationRef } from '../../../pageTranslation';

/** A model of which a good version counts. */
export interface ModelInForce extends ModelStatus {
  modelId: string;
}

/** Props of {@link ModelsInForce}. */
export interface ModelsInForceProps {
  /** Draws what needs a model; there is at least one. */
  children: (models: ModelInForce[]) => ReactNode;
}

/** Reads which models are in force; says so when none is. */
export function ModelsInForce({ children }: ModelsInForceProps) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const api = useApi(maturityApiRef);
  const read = useRead(
    async () => (await api.getModels()).items.filter(isInForce),
    [api],
  );
  return (
    <ReadView
      read={read}
      empty={{
        when: models => models.length === 0,
        title: t('models.none'),
        description: t('models.noneHow'),
      }}
    >
      {children}
    </ReadView>
  );
}

/** Title of a model, its id while it has none. */
export function titleOf({ title, modelId }: ModelInForce): string {
  return title ?? modelId;
}

function isInForce(status: ModelStatus): status is ModelInForce {
  return status.modelId !== undefined;
}
