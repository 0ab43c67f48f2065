import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import { useRead } from './useRead';

/** The refs under which the reader owns things: themselves and their groups. */
export function useMyRefs(): { me?: string; refs: string[] } {
  const identity = useApi(identityApiRef);
  const { value } = useRead(() => identity.getBackstageIdentity(), [identity]);
  return { me: value?.userEntityRef, refs: value?.ownershipEntityRefs ?? [] };
}
