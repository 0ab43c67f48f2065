import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import {
  EscalationStep,
  MapNode,
  escalationOf,
} from '@plumbline/plugin-workload-common';
import { healthTranslationRef } from '../../healthTranslation';
import { durationInWords } from '../durationInWords';
import styles from './NodePanel.module.css';
import { People, Person } from './People';
import { Section } from './Section';

const MINUTE_MS = 60_000;

/** Who owns a part, who is on call, and who is called when nobody answers. */
export function WhomToCall(props: {
  node: MapNode;
  /** Of the workload's model; as the part's annotation says when it has none. */
  steps: EscalationStep[] | undefined;
}) {
  const { node } = props;
  const { t } = useTranslationRef(healthTranslationRef);
  const steps = props.steps?.length
    ? props.steps
    : escalationOf(node.escalation);
  return (
    <Section title={t('panel.people')}>
      <dl className={styles.facts}>
        <dt>{t('panel.owner')}</dt>
        <dd>
          {node.ownerRef ? (
            <EntityRefLink entityRef={node.ownerRef} />
          ) : (
            t('panel.notDeclared')
          )}
        </dd>
        <dt>{t('panel.onCall')}</dt>
        <dd>
          {node.onCall ? <People text={node.onCall} /> : t('panel.notDeclared')}
        </dd>
        <dt>{t('panel.escalation')}</dt>
        <dd>
          {steps.length > 0 ? (
            <ol className={styles.steps}>
              {steps.map(({ contact, afterMinutes }, place) => (
                <li key={`${place} ${contact}`}>
                  <Person text={contact} />,{' '}
                  {afterMinutes === 0
                    ? t('panel.atOnce')
                    : t('panel.after', {
                        time: durationInWords(afterMinutes * MINUTE_MS),
                      })}
                </li>
              ))}
            </ol>
          ) : (
            t('panel.notDeclared')
          )}
        </dd>
      </dl>
    </Section>
  );
}
