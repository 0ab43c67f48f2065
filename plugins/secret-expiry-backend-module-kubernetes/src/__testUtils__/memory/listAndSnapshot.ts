import { writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { writeHeapSnapshot } from 'node:v8';
import { listSource } from '@plumbline/plugin-secret-expiry-node/testUtils';
import { KubernetesSource } from '../../KubernetesSource';
import { ClusterReader } from '../../cluster/ClusterReader';
import { tlsSecretListing } from '../../tlsSecrets/tlsSecretListing';

/*
 * A process that lists the secrets of a server, and writes down what it has
 * listed and all that its memory has. `parse` is how one would do it that takes
 * no care.
 */

const [how, listed, snapshot, address] = process.argv.slice(2);
const { url, ca, token } = JSON.parse(address);
/** What an application would go on using; in a snapshot while it is here. */
const kept: unknown[] = [];

async function listCarefully() {
  const cluster = { name: 'c1', url, ca, namespaces: ['shop'] };
  const source = new KubernetesSource({
    listing: tlsSecretListing,
    schedule: { frequency: { hours: 1 }, timeout: { hours: 1 } },
    clusters: [
      {
        cluster,
        openReader: () =>
          new ClusterReader(cluster, {
            tokenOf: async () => token,
            timeoutMs: 30_000,
          }),
      },
    ],
    clusterNames: ['c1'],
    declared: async () => ({
      uses: [
        {
          cluster: 'c1',
          namespace: 'shop',
          workloadRef: 'system:default/shop',
          entityRef: 'system:default/shop',
        },
      ],
      problems: [],
    }),
  });
  kept.push(await listSource(source));
}

async function parse() {
  const text = await new Promise<string>((resolve, reject) => {
    const path = '/api/v1/namespaces/shop/secrets';
    const headers = { authorization: `Bearer ${token}` };
    get(`${url}${path}`, { ca, headers }, response => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', chunk => {
        body += chunk;
      });
      response.on('end', () => resolve(body));
    }).on('error', reject);
  });
  kept.push(JSON.parse(text));
}

(how === 'parse' ? parse() : listCarefully()).then(() => {
  writeHeapSnapshot(snapshot);
  writeFileSync(listed, JSON.stringify(kept));
});
