import path from 'node:path';
import { JsonObject } from '@backstage/types';
import { askProcess } from '../askProcess';
import type { Question, Requests } from './gitHostServer';

/** The Git host of a process that was started for it. */
export interface GitHost {
  /** Config of an estate on it. */
  config: JsonObject;
  /** What was asked of it since this was last called. */
  requests(): Promise<Requests>;
  /** Changes a file of a stamp, as somebody might by hand. */
  spoil(): Promise<void>;
  stop(): void;
}

export async function startGitHost(): Promise<GitHost> {
  const server = path.join(__dirname, 'gitHostServer.ts');
  const { ask, stop } = askProcess<Question>(server, 'The Git host');
  return {
    config: await ask('config'),
    requests: () => ask('requests'),
    spoil: () => ask('spoil'),
    stop,
  };
}
