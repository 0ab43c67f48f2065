/* eslint-disable no-console */
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import {
  CertificateWorkshop,
  pemOf,
  served,
} from '@plumbline/plugin-secret-expiry-node/testUtils';
import { ApiServer } from '../ApiServer';
import { SECRETS, tlsSecret } from '../objects';

/*
 * A process that alone knows the keys that it plants: it serves secrets, and
 * then says how many of its keys it finds in a file. Whatever asks for them
 * cannot have them from anywhere else.
 */

const workshop = new CertificateWorkshop();
const root = workshop.root('Test root');
const server = workshop.issue({
  name: 'api server',
  issuer: root,
  names: 'IP:127.0.0.1',
});
const leaf = workshop.issue({
  name: 'leaf',
  issuer: root,
  names: 'DNS:a.test',
});
const planted = Array.from({ length: 300 }, () =>
  randomBytes(60).toString('hex'),
);
const inAnotherField = randomBytes(60).toString('hex');
const certificate = pemOf(leaf.certificate);
const api = new ApiServer();
api.put(
  SECRETS,
  ...planted.map((key, index) => {
    const secret = tlsSecret(`secret-${index}`, { certificate, key });
    Object.assign(secret.data as object, { 'ca.key': inAnotherField });
    // As kubectl leaves it behind: the whole secret as text, quotes escaped.
    secret.metadata.annotations = {
      'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify({
        data: secret.data,
      }),
    };
    return secret;
  }),
);

api.start(served(server)).then(url => {
  const folder = workshop.folder;
  writeFileSync(join(folder, 'token'), api.token);
  const ca = pemOf(root.certificate);
  console.log(JSON.stringify({ url, ca, folder, token: api.token }));
});

createInterface({ input: process.stdin }).on('line', file => {
  const text = readFileSync(file, 'latin1');
  // As it is, and as Kubernetes sends it; the beginning is enough.
  const forms = [...planted, inAnotherField].flatMap(key => [
    key.slice(0, 60),
    Buffer.from(key).toString('base64').slice(0, 60),
  ]);
  const found = forms.filter(form => text.includes(form)).length;
  console.log(JSON.stringify({ found }));
});
