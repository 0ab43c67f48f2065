import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import { MAX_ACKNOWLEDGED } from '@plumbline/plugin-secret-expiry-common';
import { reviewTranslationRef } from '../../../reviewTranslation';
import { Chosen } from '../ReviewTable/useChosen';

/** Props of {@link ChosenBar}. */
export interface ChosenBarProps {
  chosen: Chosen;
  onAcknowledge: () => void;
}

/** What can be done with the rows that are chosen, on this page of the list and others. */
export function ChosenBar({ chosen, onAcknowledge }: ChosenBarProps) {
  const { t } = useTranslationRef(reviewTranslationRef);
  const count = chosen.ids.size;
  if (count === 0) return null;
  const isTooMany = count > MAX_ACKNOWLEDGED;
  return (
    <Flex align="center" gap="3" style={{ flexWrap: 'wrap' }}>
      <Text weight="bold" role="status">
        {t('chosen.count', { count })}
      </Text>
      <Button
        size="small"
        variant="primary"
        isDisabled={isTooMany}
        onPress={onAcknowledge}
      >
        {t('chosen.acknowledge')}
      </Button>
      <Button size="small" variant="tertiary" onPress={chosen.clear}>
        {t('chosen.clear')}
      </Button>
      {isTooMany && (
        <Text color="secondary">
          {t('chosen.tooMany', { most: String(MAX_ACKNOWLEDGED) })}
        </Text>
      )}
    </Flex>
  );
}
