import { useApi } from '@backstage/core-plugin-api';
import { Container } from '@backstage/ui';
import { useRead } from '@plumbline/plugin-workload-react';
import { ReactNode, createContext, useContext, useMemo } from 'react';
import { useResolvedPath } from 'react-router-dom';
import { MaturityPermissions, maturityApiRef } from '../../api/MaturityApi';
import styles from './PageFrame.module.css';

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
export function PageFrame({ children }: { children: ReactNode }) {
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
      <main className={styles.page}>
        <Container pb="6">{children}</Container>
      </main>
    </Context.Provider>
  );
}

/** The page that a part is on. */
export function useMaturityPage(): MaturityPageContext {
  return useContext(Context);
}
