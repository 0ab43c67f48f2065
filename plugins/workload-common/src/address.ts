import { Entity } from '@backstage/catalog-model';
import { ANNOTATIONS } from './model';

/** What {@link isAddress} accepts, in words that follow "expected". */
export const ADDRESS_EXPECTED =
  'an address that starts with https:// or http://, or a path of this portal that starts with one /';

// Any host does: only whether a path leads away from it matters.
const PORTAL = 'https://portal.invalid';

/**
 * Whether a text is the path of a page of this portal, such as
 * `/docs/default/component/bank`. A path that a browser takes for another host
 * (`//host`, `/\host`, `/.//host`) is none.
 */
export function isPortalPath(text: string): boolean {
  return (
    /^\/(?!\/)[^\s\\]*$/.test(text) &&
    !new URL(text, PORTAL).pathname.startsWith('//')
  );
}

/**
 * Whether a text can be linked to: an absolute `http` or `https` address, or a
 * path of this portal. `javascript:` and the like are no addresses.
 */
export function isAddress(text: string): boolean {
  return (
    isPortalPath(text) || (/^https?:\/\/\S+$/i.test(text) && URL.canParse(text))
  );
}

/**
 * Where an entity says to read what to do when it is ill; `undefined` where it
 * says nothing, or nothing that can be linked to.
 */
export function runbookOf({ metadata }: Entity): string | undefined {
  const written = metadata.annotations?.[ANNOTATIONS.runbook];
  return typeof written === 'string' && isAddress(written)
    ? written
    : undefined;
}
