import { parseEntityRef } from '@backstage/catalog-model';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';

/**
 * Who is called, in order, from an annotation: entity refs and addresses become
 * links, everything else stays as it was written.
 */
export function People({ text }: { text: string }) {
  const parts = text
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '');
  return (
    <>
      {parts.map((part, index) => (
        <span key={part}>
          {index > 0 && ', '}
          <Person text={part} />
        </span>
      ))}
    </>
  );
}

/** One of them: a link where it is an address, or a user or group of the catalog. */
export function Person({ text }: { text: string }) {
  if (/^https?:\/\/\S+$/.test(text)) {
    return (
      <Link href={text} target="_blank" rel="noopener">
        {text}
      </Link>
    );
  }
  return isRefOfPeople(text) ? (
    <EntityRefLink entityRef={text} />
  ) : (
    <span>{text}</span>
  );
}

function isRefOfPeople(text: string): boolean {
  try {
    return ['group', 'user'].includes(
      parseEntityRef(text).kind.toLocaleLowerCase('en-US'),
    );
  } catch {
    return false;
  }
}
