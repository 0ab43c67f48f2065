import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, Checkbox, Flex, SearchField, Text } from '@backstage/ui';
import {
  CRITICALITIES,
  IMPACTS,
  NodeSettings,
} from '@plumbline/plugin-workload-common';
import { useState } from 'react';
import { healthTranslationRef } from '../../../healthTranslation';
import { AggregationFields } from '../AggregationFields';
import { ChoiceAt, FlagAt } from '../fields';
import { FormDialog } from '../FormDialog';
import styles from '../HealthModel.module.css';
import { useModelForm } from '../ModelForm';

const SHOWN = 50;

/** How each part counts, how much it matters, and whether it raises alerts. */
export function PartsForm({ of }: { of?: string }) {
  const { t } = useTranslationRef(healthTranslationRef);
  const { draft, defaults, parts, edit, isReadOnly } = useModelForm();
  const own = draft.nodes ?? [];
  const [search, setSearch] = useState('');
  const [onlyOwn, setOnlyOwn] = useState(false);
  const [open, setOpen] = useState(
    defaults.nodes.some(({ ref }) => ref === of) ? of : undefined,
  );
  const ownOf = (ref: string) => own.find(each => each.ref === ref);
  const words = search.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const matching = defaults.nodes.filter(({ ref }) => {
    const text = `${parts.titleOf(ref)} ${ref}`.toLocaleLowerCase();
    return (!onlyOwn || ownOf(ref)) && words.every(word => text.includes(word));
  });
  const shown = matching.slice(0, SHOWN);

  const close = (ref: string) => {
    setOpen(undefined);
    const place = own.findIndex(each => each.ref === ref);
    // What sets nothing need not stand there.
    if (!isReadOnly && place >= 0 && Object.keys(own[place]).length === 1) {
      edit([['spec', 'nodes', place], undefined]);
    }
  };
  const show = (ref: string) => {
    if (!isReadOnly && !ownOf(ref)) {
      edit([['spec', 'nodes', own.length], { ref }]);
    }
    setOpen(ref);
  };
  return (
    <Flex direction="column" gap="3">
      <div className={styles.filters}>
        <SearchField
          label={t('model.search')}
          value={search}
          onChange={setSearch}
        />
        <Checkbox isSelected={onlyOwn} onChange={setOnlyOwn}>
          {t('model.onlyOwn')}
        </Checkbox>
      </div>
      <ul className={styles.entries}>
        {shown.map(({ ref }) => (
          <Part key={ref} nodeRef={ref} own={ownOf(ref)} onOpen={show} />
        ))}
      </ul>
      {matching.length > shown.length && (
        <Text color="secondary">
          {t('model.shown', {
            shown: String(shown.length),
            total: String(matching.length),
          })}
        </Text>
      )}
      {open && <PartDialog nodeRef={open} onClose={() => close(open)} />}
    </Flex>
  );
}

function Part(props: {
  nodeRef: string;
  own: NodeSettings | undefined;
  onOpen: (ref: string) => void;
}) {
  const { nodeRef, own, onOpen } = props;
  const { t } = useTranslationRef(healthTranslationRef);
  const { defaults, parts, isReadOnly } = useModelForm();
  const byDefault = defaults.nodes.find(({ ref }) => ref === nodeRef);
  const title = parts.titleOf(nodeRef);
  const impact = own?.impact ?? byDefault?.impact ?? 'standard';
  const criticality = own?.criticality ?? byDefault?.criticality ?? 'medium';
  const said = [
    t('model.say.counts', { impact: t(`impact.${impact}`) }),
    t('model.say.matters', { criticality: t(`criticality.${criticality}`) }),
    own?.alerts === false ? t('model.say.quiet') : undefined,
    own?.aggregation && t(`model.aggregation.${own.aggregation.kind}`),
  ].filter(Boolean);
  const isSet = own && Object.keys(own).length > 1;
  return (
    <li className={styles.entry}>
      <div className={styles.what}>
        <div>
          {title}{' '}
          {isSet && <span className={styles.mark}>{t('model.setHere')}</span>}
        </div>
        <Text variant="body-small" color="secondary">
          {said.join(' · ')}
        </Text>
      </div>
      <Button
        size="small"
        variant="secondary"
        aria-label={t(isReadOnly ? 'model.showOne' : 'model.changeOne', {
          title,
        })}
        onPress={() => onOpen(nodeRef)}
      >
        {isReadOnly ? t('model.show') : t('model.change')}
      </Button>
    </li>
  );
}

function PartDialog(props: { nodeRef: string; onClose: () => void }) {
  const { nodeRef, onClose } = props;
  const { t } = useTranslationRef(healthTranslationRef);
  const { draft, defaults, parts } = useModelForm();
  const own = draft.nodes ?? [];
  const found = own.findIndex(({ ref }) => ref === nodeRef);
  const path = ['spec', 'nodes', found >= 0 ? found : own.length];
  const byDefault = defaults.nodes.find(({ ref }) => ref === nodeRef);
  return (
    <FormDialog title={parts.titleOf(nodeRef)} onClose={onClose}>
      <Text color="secondary">{nodeRef}</Text>
      <ChoiceAt
        path={[...path, 'impact']}
        label={t('model.field.impact')}
        byDefault={t(`impact.${byDefault?.impact ?? 'standard'}`)}
        options={IMPACTS.map(id => ({ id, label: t(`impact.${id}`) }))}
      />
      <ChoiceAt
        path={[...path, 'criticality']}
        label={t('model.field.criticality')}
        description={t('criticality.means')}
        byDefault={t(`criticality.${byDefault?.criticality ?? 'medium'}`)}
        options={CRITICALITIES.map(id => ({
          id,
          label: t(`criticality.${id}`),
        }))}
      />
      <FlagAt
        path={[...path, 'alerts']}
        label={t('model.field.alerts')}
        byDefault
      />
      <AggregationFields path={path} byDefault="worstOf" />
    </FormDialog>
  );
}
