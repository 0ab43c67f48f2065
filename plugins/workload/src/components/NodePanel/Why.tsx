import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, Flex, Text } from '@backstage/ui';
import { HealthCause, MapNode } from '@plumbline/plugin-workload-common';
import { ToneLabel, toneOfHealth } from '@plumbline/plugin-workload-react';
import { useState } from 'react';
import { healthTranslationRef } from '../../healthTranslation';
import { workloadTranslationRef } from '../../translation';
import { JumpPath } from './Jump';
import styles from './NodePanel.module.css';
import { Section } from './Section';

const SHOWN_AT_FIRST = 3;

/** Why a part is as it is: every signal that keeps it so with its path, or what is silent. */
export function Why({ node }: { node: MapNode }) {
  const { t } = useTranslationRef(healthTranslationRef);
  const { state, cause, silent = [] } = node;
  const causes = node.causes ?? (cause ? [cause] : []);
  if (causes.length === 0 && silent.length === 0) {
    return (
      <Section title={t('panel.why')}>
        <Text>
          {state === 'unknown' ? t('panel.unknown') : t('panel.healthy')}
        </Text>
      </Section>
    );
  }
  return (
    <Section title={t('panel.why')}>
      {causes.length > 0 && <Causes node={node} causes={causes} />}
      {silent.length > 0 && (
        <Flex direction="column" gap="1">
          <Text>{t('panel.silent')}</Text>
          <ul className={styles.plainList}>
            {silent.map(path => (
              <li key={path.join(' ')}>
                <JumpPath path={path} label={t('panel.path')} />
              </li>
            ))}
          </ul>
          <Text color="secondary">{t('panel.silentHow')}</Text>
        </Flex>
      )}
    </Section>
  );
}

function Causes({ node, causes }: { node: MapNode; causes: HealthCause[] }) {
  const { t } = useTranslationRef(healthTranslationRef);
  const { t: tWorkload } = useTranslationRef(workloadTranslationRef);
  const [all, setAll] = useState(false);
  const shown = all ? causes : causes.slice(0, SHOWN_AT_FIRST);
  const hidden = causes.length - shown.length;
  return (
    <>
      <ul className={styles.plainList}>
        {shown.map(cause => (
          <li key={`${cause.entityRef} ${cause.signalId}`}>
            <ToneLabel tone={toneOfHealth(cause.state)}>
              {tWorkload(`health.${cause.state}`)}: {cause.reason}
            </ToneLabel>
            {cause.path.length > 1 && (
              <JumpPath path={cause.path} label={t('panel.path')} />
            )}
            {cause.state !== node.state && (
              <Text as="p" color="secondary">
                {t('panel.milder', {
                  state: tWorkload(`health.${node.state}`),
                })}
              </Text>
            )}
          </li>
        ))}
      </ul>
      {hidden > 0 && (
        <div>
          <Button size="small" variant="tertiary" onPress={() => setAll(true)}>
            {t('panel.moreCauses', { count: hidden })}
          </Button>
        </div>
      )}
    </>
  );
}
