import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Text } from '@backstage/ui';
import {
  HealthModelPreview,
  HealthState,
} from '@plumbline/plugin-workload-common';
import {
  Heading,
  ReadView,
  WorkloadName,
  useLatest,
  useRead,
} from '@plumbline/plugin-workload-react';
import { useEffect, useState } from 'react';
import { workloadApiRef } from '../../api/WorkloadApi';
import { healthTranslationRef } from '../../healthTranslation';
import { HealthLabel } from '../HealthLabel';
import styles from './HealthModel.module.css';

const PAUSE_MS = 600;
const SHOWN = 30;

/** Props of {@link ModelPreview}. */
export interface ModelPreviewProps {
  name: WorkloadName;
  /** That can hold. */
  text: string;
}

/** What a text would change now, asked when the typing pauses. */
export function ModelPreview({ name, text }: ModelPreviewProps) {
  const { t } = useTranslationRef(healthTranslationRef);
  const api = useApi(workloadApiRef);
  const asked = usePaused(text);
  const read = useLatest(
    useRead(() => api.previewHealthModel(name, asked), [api, name, asked]),
  );
  return (
    <section aria-labelledby="model-preview" aria-busy={read.isStale}>
      <Flex direction="column" gap="2">
        <Heading level={4} id="model-preview">
          {t('model.preview')}
        </Heading>
        <ReadView read={read}>
          {preview => <Outcome preview={preview} />}
        </ReadView>
      </Flex>
    </section>
  );
}

function Outcome({ preview }: { preview: HealthModelPreview }) {
  const { t } = useTranslationRef(healthTranslationRef);
  const { changes, findings } = preview;
  return (
    <Flex direction="column" gap="2">
      <div role="status">
        {changes.length === 0 && (
          <Text color="secondary">{t('model.previewNone')}</Text>
        )}
      </div>
      <ul className={styles.changes}>
        {changes
          .slice(0, SHOWN)
          .map(({ entityRef, title, from, to, reason }) => (
            <li key={entityRef}>
              <strong>{title}</strong>: <Change from={from} to={to} />
              {reason && (
                <Text as="p" variant="body-small" color="secondary">
                  {reason}
                </Text>
              )}
            </li>
          ))}
      </ul>
      {findings.length > 0 && (
        <>
          <Text weight="bold">{t('model.findings')}</Text>
          <ul className={styles.changes}>
            {findings.map(({ field, message }) => (
              <li key={`${field} ${message}`}>{message}</li>
            ))}
          </ul>
        </>
      )}
    </Flex>
  );
}

function Change({ from, to }: { from?: HealthState; to?: HealthState }) {
  const { t } = useTranslationRef(healthTranslationRef);
  if (!from && !to) return null;
  if (from && to) {
    return (
      <>
        <HealthLabel state={from} /> {t('model.to')} <HealthLabel state={to} />
      </>
    );
  }
  return from ? (
    <>
      {t('model.isGone')} <HealthLabel state={from} />
    </>
  ) : (
    <>
      {t('model.isNew')} <HealthLabel state={to!} />
    </>
  );
}

/** A text once it has stayed the same for a moment. */
function usePaused(text: string): string {
  const [paused, setPaused] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return paused;
}
