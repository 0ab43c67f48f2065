import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, Flex, Link, Text } from '@backstage/ui';
import {
  HealthModel,
  MapNode,
  NodeSignal,
  PushedSignal,
  SignalDefinition,
  mostParticular,
} from '@plumbline/plugin-workload-common';
import {
  FailureAlert,
  Prose,
  ToneLabel,
  When,
  toneOfHealth,
  useAction,
} from '@plumbline/plugin-workload-react';
import { useApi } from '@backstage/core-plugin-api';
import { useState } from 'react';
import { workloadApiRef } from '../../api/WorkloadApi';
import { healthTranslationRef } from '../../healthTranslation';
import { workloadTranslationRef } from '../../translation';
import { useEntityHref } from '../useEntityHref';
import styles from './NodePanel.module.css';
import { usePanelMap } from './PanelMap';
import { PushDialog } from './PushDialog';
import { Section } from './Section';
import { NodeFacts } from './useNodeFacts';

/** What tells how a part itself is, with thresholds; and a way to say it oneself. */
export function Signals({ node, facts }: { node: MapNode; facts: NodeFacts }) {
  const { t } = useTranslationRef(healthTranslationRef);
  const { map } = usePanelMap();
  const [isPushing, setPushing] = useState(false);
  const pushed = new Map(facts.pushed.map(each => [each.id, each]));
  if (map.at) {
    return (
      <Section title={t('panel.signals')}>
        <Text color="secondary">{t('panel.signalsOfNow')}</Text>
      </Section>
    );
  }
  return (
    <Section
      title={t('panel.signals')}
      action={
        facts.mayPush && (
          <Button
            size="small"
            variant="tertiary"
            onPress={() => setPushing(true)}
          >
            {t('panel.push')}
          </Button>
        )
      }
    >
      {node.signals.length === 0 ? (
        <Text color="secondary">{t('panel.noSignals')}</Text>
      ) : (
        <ul className={styles.plainList}>
          {node.signals.map(signal => (
            <li key={`${signal.entityRef} ${signal.id}`}>
              <Signal
                signal={signal}
                model={facts.model}
                pushed={pushed.get(signal.id)}
                mayTakeBack={facts.mayPush}
                onTakenBack={facts.retry}
              />
            </li>
          ))}
        </ul>
      )}
      {isPushing && (
        <PushDialog
          node={node}
          workloadRef={map.workloadRef}
          onClose={() => setPushing(false)}
          onPushed={() => {
            setPushing(false);
            facts.retry();
          }}
        />
      )}
    </Section>
  );
}

function Signal(props: {
  signal: NodeSignal;
  model: HealthModel | undefined;
  pushed: PushedSignal | undefined;
  mayTakeBack: boolean;
  onTakenBack: () => void;
}) {
  const { signal, model, pushed, mayTakeBack, onTakenBack } = props;
  const { t } = useTranslationRef(workloadTranslationRef);
  const definition = mostParticular(
    model?.signals ?? [],
    ({ id }) => id,
    signal.id,
  );
  return (
    <Flex direction="column" gap="1">
      <div>
        <ToneLabel tone={toneOfHealth(signal.state)}>
          {t(`health.${signal.state}`)}: {signal.reason}
        </ToneLabel>{' '}
        <Text color="secondary">
          <When at={signal.observedAt} />
        </Text>
      </div>
      {definition && <Thresholds definition={definition} />}
      <Source signal={signal} />
      {pushed && (
        <Pushed
          pushed={pushed}
          mayTakeBack={mayTakeBack}
          onTakenBack={onTakenBack}
        />
      )}
    </Flex>
  );
}

function Thresholds({ definition }: { definition: SignalDefinition }) {
  const { t } = useTranslationRef(healthTranslationRef);
  const { t: tWorkload } = useTranslationRef(workloadTranslationRef);
  const { operator, unit } = definition;
  const said = (['degraded', 'unhealthy'] as const).flatMap(state => {
    const value = definition[state];
    if (value === undefined) return [];
    return t('panel.threshold', {
      state: tWorkload(`health.${state}`),
      operator,
      value: unit === '%' ? `${value}%` : `${value} ${unit}`.trim(),
    });
  });
  return (
    <Text variant="body-small" color="secondary">
      {said.join(' · ')}
    </Text>
  );
}

/** Leads to the tab of the family that says it. */
function Source({ signal: { id } }: { signal: NodeSignal }) {
  const { t } = useTranslationRef(healthTranslationRef);
  const { map } = usePanelMap();
  const hrefOf = useEntityHref();
  if (id.startsWith('slo/')) {
    const anchor = encodeURIComponent(`slo-${id.slice('slo/'.length)}`);
    return (
      <Link href={`${hrefOf(map.workloadRef, 'slo')}#${anchor}`}>
        {t('panel.openSlo')}
      </Link>
    );
  }
  if (id.startsWith('secret-expiry/')) {
    return (
      <Link href={hrefOf(map.workloadRef, 'secret-expiry')}>
        {t('panel.openCredentials')}
      </Link>
    );
  }
  return id.startsWith('maturity/') ? (
    <Link href={hrefOf(map.workloadRef, 'maturity')}>
      {t('panel.openMaturity')}
    </Link>
  ) : null;
}

function Pushed(props: {
  pushed: PushedSignal;
  mayTakeBack: boolean;
  onTakenBack: () => void;
}) {
  const { pushed, mayTakeBack, onTakenBack } = props;
  const { t } = useTranslationRef(healthTranslationRef);
  const api = useApi(workloadApiRef);
  const { workloadRef, entityRef, id } = pushed;
  const { running, error, run } = useAction(async () => {
    await api.removeSignals([{ workloadRef, entityRef, id }]);
    onTakenBack();
  });
  return (
    <>
      {pushed.context && <Text variant="body-small">{pushed.context}</Text>}
      <Text variant="body-small" color="secondary">
        {t('panel.pushedBy')} <Prose>{pushed.reportedBy}</Prose>,{' '}
        {t('panel.holdsUntil')} <When at={pushed.expiresAt} />
      </Text>
      {mayTakeBack && (
        <div>
          <Button
            size="small"
            variant="tertiary"
            isPending={running}
            aria-label={t('panel.takeBackOne', { name: pushed.name })}
            onPress={() => run()}
          >
            {t('panel.takeBack')}
          </Button>
        </div>
      )}
      <FailureAlert title={t('panel.takeBackFailed')} error={error} />
    </>
  );
}
