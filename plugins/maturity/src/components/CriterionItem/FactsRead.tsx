import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { FactValue, FactView } from '@plumbline/plugin-maturity-common';
import {
  ReadView,
  ScrollRegion,
  ToneLabel,
  When,
  useRead,
  useWorkloadName,
} from '@plumbline/plugin-workload-react';
import { maturityApiRef } from '../../api/MaturityApi';
import { maturityTranslationRef } from '../../translation';
import { ValueList } from '../EvidenceValues/EvidenceValues';
import styles from './FactsRead.module.css';

/** What is known of the facts that a rule reads: values, ages and what is missing. */
export function FactsRead({ names }: { names: string[] }) {
  const api = useApi(maturityApiRef);
  const workload = useWorkloadName();
  const read = useRead(() => api.getFacts(workload), [api, workload]);
  return (
    <ReadView read={read}>
      {({ items }) => <FactTable names={names} facts={items} />}
    </ReadView>
  );
}

function FactTable({ names, facts }: { names: string[]; facts: FactView[] }) {
  const { t } = useTranslationRef(maturityTranslationRef);
  const known = new Map(facts.map(fact => [fact.name, fact]));
  return (
    <ScrollRegion label={t('why.facts')}>
      <table aria-label={t('why.facts')} className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('why.fact')}</th>
            <th scope="col">{t('why.value')}</th>
            <th scope="col">{t('why.seen')}</th>
            <th scope="col">{t('why.since')}</th>
          </tr>
        </thead>
        <tbody>
          {names.map(name => (
            <FactRow key={name} name={name} fact={known.get(name)} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function FactRow({ name, fact }: { name: string; fact?: FactView }) {
  const { t } = useTranslationRef(maturityTranslationRef);
  if (!fact) {
    return (
      <tr>
        <th scope="row">
          <code>{name}</code>
        </th>
        <td colSpan={3}>
          <ToneLabel tone="unknown">{t('why.absent')}</ToneLabel>
        </td>
      </tr>
    );
  }
  return (
    <tr>
      <th scope="row" title={name}>
        {fact.title}
      </th>
      <td>
        <ValueList values={valuesOf(fact.value)} />
      </td>
      <td>
        <When at={fact.observedAt} />
        {fact.stale && (
          <>
            {' '}
            <ToneLabel tone="unknown">{t('why.stale')}</ToneLabel>
          </>
        )}
      </td>
      <td>
        <When at={fact.since} />
      </td>
    </tr>
  );
}

function valuesOf(value: FactValue): string[] {
  if (Array.isArray(value)) return value;
  if (typeof value === 'boolean') return [value ? 'yes' : 'no'];
  return [String(value)];
}
