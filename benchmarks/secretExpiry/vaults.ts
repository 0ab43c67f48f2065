import path from 'node:path';
import type { ConnectionOptions } from 'node:tls';
import { askProcess } from '../askProcess';
import type { CallsSeen, Question } from './vaultServer';

/** The vaults of a process that was started for them. */
export interface Vaults {
  address: ConnectionOptions;
  /** What was called since this was last asked. */
  calls(): Promise<CallsSeen>;
  /** Rotates one object in a hundred, in every vault. */
  rotate(): Promise<void>;
  stop(): void;
}

export async function startVaults(): Promise<Vaults> {
  const server = path.join(__dirname, 'vaultServer.ts');
  const { ask, stop } = askProcess<Question>(server, 'The server of vaults');
  return {
    address: await ask('address'),
    calls: () => ask('calls'),
    rotate: () => ask('rotate'),
    stop,
  };
}
