/*
 * The vaults, in a process of their own, so that the back end's memory and
 * processor time are its own. Asked and answered by messages of the parent.
 */
import {
  AzureServer,
  VaultCalls,
} from '../../plugins/secret-expiry-backend-module-azure/src/__testUtils__/AzureServer';
import { VAULTS, rotateSome, vaultNameOf, vaultOf } from './estate';

/** What the parent may ask: where it is; what was called since it last asked; that some is rotated. */
export type Question = 'address' | 'calls' | 'rotate';

/** What was called, and the fewest that would do for everything. */
export interface CallsSeen {
  sent: VaultCalls;
  fewest: VaultCalls;
  mostAtOneVault: number;
  mostAtOnce: number;
}

async function main() {
  const azure = await AzureServer.start();
  azure.isJudged = false;
  azure.keepsCalls = false;
  azure.now = new Date();
  for (let n = 0; n < VAULTS; n++) azure.vaults.set(vaultNameOf(n), vaultOf(n));

  const answers: Record<Question, () => unknown> = {
    address: () => azure.address,
    calls: () => {
      const seen: CallsSeen = {
        sent: { ...azure.vaultCalls },
        fewest: azure.fewestCalls,
        mostAtOneVault: azure.mostAtOnceAtOneHost,
        mostAtOnce: azure.mostAtOnce,
      };
      Object.assign(azure.vaultCalls, { lists: 0, versions: 0, policies: 0 });
      azure.mostAtOnceAtOneHost = 0;
      azure.mostAtOnce = 0;
      return seen;
    },
    rotate: () => azure.vaults.forEach(rotateSome),
  };
  process.on('message', (question: Question) => {
    process.send!({ answer: answers[question]() ?? null });
  });
  process.on('disconnect', () => process.exit(0));
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
