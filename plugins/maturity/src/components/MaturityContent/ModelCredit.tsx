import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Link, Text } from '@backstage/ui';
import { ModelSummary } from '@plumbline/plugin-maturity-common';
import { maturityTranslationRef } from '../../translation';

/** Where the model's titles come from, as its licence asks. */
export function ModelCredit({ model: { source } }: { model: ModelSummary }) {
  const { t } = useTranslationRef(maturityTranslationRef);
  const credit = t('model.source', {
    title: source.title,
    licence: source.licence,
  });
  return source.url ? (
    <Link
      href={source.url}
      target="_blank"
      rel="noopener noreferrer"
      color="secondary"
      variant="body-small"
    >
      {credit}
    </Link>
  ) : (
    <Text color="secondary" variant="body-small">
      {credit}
    </Text>
  );
}
