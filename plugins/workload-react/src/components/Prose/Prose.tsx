import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { When } from '../When/When';

const REF =
  /\b(?:api|component|domain|group|location|resource|system|template|user):[\w.-]+\/[\w.-]*\w/;
const DAY = /\b\d{4}-\d{2}-\d{2}\b/;
const PART = new RegExp(`(${REF.source}|${DAY.source})`);

/**
 * A sentence of a back end for readers: full entity refs in it become links
 * under the entity's title, days such as `2026-11-27` the reader's dates.
 */
export function Prose({ children }: { children: string }) {
  return (
    <>
      {children.split(PART).map((part, index) => {
        const key = `${index} ${part}`;
        // What the pattern caught stands between what it did not.
        if (index % 2 === 0) return <span key={key}>{part}</span>;
        return REF.test(part) ? (
          <EntityRefLink key={key} entityRef={part} hideIcon disableTooltip />
        ) : (
          <When key={key} at={part} format="date" />
        );
      })}
    </>
  );
}
