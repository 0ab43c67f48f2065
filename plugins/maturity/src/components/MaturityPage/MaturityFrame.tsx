import { useApi } from '@backstage/core-plugin-api';
import {
  PageFrame,
  PageFrameProps,
  useRead,
} from '@plumbline/plugin-workload-react';
import { createContext, useContext, useMemo } from 'react';
import { useResolvedPath } from 'react-router-dom';
import { MaturityPermissions, maturityApiRef } from '../../api/MaturityApi';

/** What the parts of the page know about it. */
export interface MaturityPageContext {
  /** Path of the page in the portal, such as `/maturity`. */
  base: string;
  /** What the reader may do; nothing until it is known. */
  may: MaturityPermissions;
  isKnown: boolean;
}

const NOTHING: MaturityPermissions = {
  read: false,
  attest: false,
  exempt: false,
  campaign: false,
  model: false,
  refresh: false,
};

const Context = createContext<MaturityPageContext>({
  base: '/maturity',
  may: NOTHING,
  isKnown: false,
});

/** Holds one sub page: its width, where it is, and what the reader may do. */
export function MaturityFrame({ children }: PageFrameProps) {
  const base = useResolvedPath('..').pathname.replace(/\/$/, '');
  const api = useApi(maturityApiRef);
  const { value: may = NOTHING, loading } = useRead(
    () => api.getPermissions(),
    [api],
  );
  const isKnown = !loading;
  const page = useMemo(() => ({ base, may, isKnown }), [base, may, isKnown]);
  return (
    <Context.Provider value={page}>
      <PageFrame>{children}</PageFrame>
    </Context.Provider>
  );
}

/** The page that a part is on. */
export function useMaturityPage(): MaturityPageContext {
  return useContext(Context);
}
