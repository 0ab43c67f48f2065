import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { CallerPermissions } from '@plumbline/plugin-secret-expiry-common';
import {
  PageFrame,
  PageFrameProps,
  useRead,
} from '@plumbline/plugin-workload-react';
import { createContext, useContext, useMemo } from 'react';
import { useResolvedPath } from 'react-router-dom';
import { secretExpiryApiRef } from '../../../api/SecretExpiryApi';
import { reviewTranslationRef } from '../../../reviewTranslation';

/** What the parts of the page know about it. */
export interface SecretExpiryPageContext {
  /** Path of the page in the portal, such as `/secret-expiry`. */
  base: string;
  /** What the reader may do; nothing until it is known. */
  may: CallerPermissions;
}

const NOTHING: CallerPermissions = {
  readAll: false,
  acknowledge: { allowed: false },
  manage: { allowed: false },
};

const Context = createContext<SecretExpiryPageContext>({
  base: '/secret-expiry',
  may: NOTHING,
});

/** Holds one sub page: its width, where it is, and what the reader may do. */
export function SecretExpiryFrame({ children }: PageFrameProps) {
  const { t } = useTranslationRef(reviewTranslationRef);
  const base = useResolvedPath('..').pathname.replace(/\/$/, '');
  const api = useApi(secretExpiryApiRef);
  const { value: may } = useRead(() => api.getPermissions(), [api]);
  const page = useMemo(() => ({ base, may: may ?? NOTHING }), [base, may]);
  return (
    <Context.Provider value={page}>
      <PageFrame>
        <Flex direction="column" gap="4">
          {may?.readAll === false && (
            <Text color="secondary">{t('page.ownOnly')}</Text>
          )}
          {children}
        </Flex>
      </PageFrame>
    </Context.Provider>
  );
}

/** The page that a part is on. */
export function useSecretExpiryPage(): SecretExpiryPageContext {
  return useContext(Context);
}
