import { useApi } from '@backstage/core-plugin-api';
import { WorkloadPage, WorkloadRow } from '@plumbline/plugin-workload-common';
import {
  LatestRead,
  useLatest,
  useRead,
} from '@plumbline/plugin-workload-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { WorkloadQuery } from '../../../api/PortfolioApi';
import { workloadApiRef } from '../../../api/WorkloadApi';
import { MergedRows, leftBehind, mergeRows } from './merge';
import { useChangedWorkloads } from '../../live/useChangedWorkloads';
import { useTurns } from '../../live/useTurns';

/** Between updates while much changes, for one reader. */
const PAUSE_MS = 2_000;
/** For what changed elsewhere: counts and order may be others. */
const ELSEWHERE_MS = 10_000;
/** A message may be lost on the way. */
const EVERY_MS = 60_000;
/** Where nobody says what changes. */
const UNHEARD_MS = 15_000;

/** A page of the portfolio whose rows change in place. */
export interface LivePage {
  read: LatestRead<WorkloadPage>;
  /** Rows in the order in which they came; what they say is up to date. */
  rows: WorkloadRow[];
  /** What the last update changed. */
  changed: MergedRows['changed'];
  /** Whether the page would have other rows by now, or in another order. */
  moved: boolean;
  /** Shows them so. */
  showNewOrder: () => void;
  isLive: boolean;
  /** Also looks at once what changed meanwhile. */
  setLive: (isLive: boolean) => void;
  /** Rows on screen that changed while updates were off. */
  waiting: number;
  /** Why updates do not come. */
  error?: Error;
}

/** What has come since a page was read. */
interface Update {
  /** The read that it belongs to. */
  since: WorkloadPage;
  page: WorkloadPage;
  merged: MergedRows;
}

const NOTHING: MergedRows['changed'] = [];

/**
 * Reads a page, and again in place what changes: at once what is on screen, a
 * little later what may move it.
 *
 * @param query - the same object while it asks the same.
 */
export function useLivePage(query: WorkloadQuery): LivePage {
  const api = useApi(workloadApiRef);
  const read = useLatest(useRead(() => api.listWorkloads(query), [api, query]));
  const [update, setUpdate] = useState<Update>();
  const [isLive, setIsLive] = useState(true);
  const [waiting, setWaiting] = useState<ReadonlySet<string>>(new Set());
  const [error, setError] = useState<Error>();

  const since = read.isStale ? undefined : read.value;
  const current = update?.since === since ? update : undefined;
  const rows = current?.merged.rows ?? read.value?.items ?? [];
  const page = current?.page ?? read.value;

  // What an update that comes back later has to fit to.
  const now = useRef({ since, rows, isLive });
  now.current = { since, rows, isLive };

  const look = useCallback(async () => {
    const asked = now.current.since;
    if (!asked || document.hidden) return;
    try {
      const fresh = await api.listWorkloads(query);
      const refs = leftBehind(now.current.rows, fresh);
      const others = refs.length
        ? await api.listWorkloads({ ref: refs, limit: refs.length, offset: 0 })
        : undefined;
      if (now.current.since !== asked || !now.current.isLive) return;
      const merged = mergeRows(now.current.rows, fresh, others?.items);
      setUpdate({ since: asked, page: fresh, merged });
      setWaiting(new Set());
      setError(undefined);
    } catch (failure) {
      setError(failure as Error);
    }
  }, [api, query]);

  const { soon, cancel } = useTurns(look);
  const onChanged = (isChanged: (workloadRef: string) => boolean) => {
    const shown = rows.map(row => row.ref).filter(isChanged);
    if (!isLive) setWaiting(before => new Set([...before, ...shown]));
    else soon(shown.length > 0 ? PAUSE_MS : ELSEWHERE_MS);
  };
  const isHeard = useChangedWorkloads(onChanged);

  useEffect(() => {
    if (!isLive) return undefined;
    const timer = setInterval(() => soon(0), isHeard ? EVERY_MS : UNHEARD_MS);
    const seenAgain = () => soon(0);
    document.addEventListener('visibilitychange', seenAgain);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', seenAgain);
      cancel();
    };
  }, [isLive, isHeard, soon, cancel]);

  return {
    read: useMemo(() => ({ ...read, value: page }), [read, page]),
    rows,
    changed: current?.merged.changed ?? NOTHING,
    moved: current?.merged.moved ?? false,
    showNewOrder: () =>
      current &&
      setUpdate({
        ...current,
        merged: { rows: current.page.items, changed: [], moved: false },
      }),
    isLive,
    setLive: on => {
      setIsLive(on);
      setWaiting(new Set());
      if (on) soon(0);
    },
    waiting: waiting.size,
    error: isLive ? error : undefined,
  };
}
