import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  AddressBlock,
  formatBlock,
  overlaps,
} from '@plumbline/plugin-stamp-common';
import { stampFormTranslationRef } from '../../translation';
import { NamedBlock } from './NamedBlock';
import styles from './AddressStrip.module.css';

/** Props of {@link AddressStrip}. */
export interface AddressStripProps {
  /** All that the strip shows, from its first address to its last. */
  range: AddressBlock;
  taken: readonly NamedBlock[];
  /** What is given where nobody asks for a block. */
  next?: AddressBlock;
  /** What somebody asks for. */
  own?: AddressBlock;
}

/** Addresses as a strip: what is taken, what comes next, and where a block of one's own would lie. The list below it says the same. */
export function AddressStrip(props: AddressStripProps) {
  const { range, next, own } = props;
  const { t } = useTranslationRef(stampFormTranslationRef);
  const taken = props.taken
    .filter(({ block }) => overlaps(block, range))
    .sort((a, b) => a.block.first - b.block.first);
  const chosen = own ?? next;
  return (
    <div>
      <div aria-hidden className={styles.strip}>
        {taken.map(({ name, block }) => (
          <span
            key={`${name} ${block.first}`}
            className={styles.part}
            data-kind="taken"
            style={placeOf(block, range)}
            title={`${formatBlock(block)} ${name}`}
          />
        ))}
        {chosen && overlaps(chosen, range) && (
          <span
            className={styles.part}
            data-kind={own ? 'own' : 'next'}
            style={placeOf(chosen, range)}
            title={formatBlock(chosen)}
          />
        )}
      </div>
      <ul className={styles.legend}>
        <li>
          <span aria-hidden className={styles.swatch} data-kind="free" />
          {t('addresses.range', { range: formatBlock(range) })}
        </li>
        {chosen && (
          <li>
            <span
              aria-hidden
              className={styles.swatch}
              data-kind={own ? 'own' : 'next'}
            />
            {t(own ? 'addresses.own' : 'addresses.next', {
              range: formatBlock(chosen),
            })}
          </li>
        )}
        <li>
          <span aria-hidden className={styles.swatch} data-kind="taken" />
          {taken.length > 0 ? (
            <details className={styles.taken}>
              <summary>
                {t('addresses.taken', { number: taken.length })}
              </summary>
              <ul>
                {taken.map(({ name, block }) => (
                  <li key={`${name} ${block.first}`}>
                    <code>{formatBlock(block)}</code> {name}
                  </li>
                ))}
              </ul>
            </details>
          ) : (
            t('addresses.noneTaken')
          )}
        </li>
      </ul>
    </div>
  );
}

/** Where a block lies in the strip, in percent; what is very small is still to be seen. */
function placeOf(block: AddressBlock, range: AddressBlock) {
  const size = range.last - range.first + 1;
  const first = Math.max(block.first, range.first);
  const last = Math.min(block.last, range.last);
  return {
    insetInlineStart: `${((first - range.first) / size) * 100}%`,
    inlineSize: `max(3px, ${((last - first + 1) / size) * 100}%)`,
  };
}
