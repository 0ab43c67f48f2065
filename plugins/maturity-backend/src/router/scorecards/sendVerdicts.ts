import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import { VerdictPage } from '@plumbline/plugin-maturity-common';
import { Request, Response } from 'express';

const compress = promisify(gzip);

/**
 * Answers with verdicts. A few letters in any order are the worst case of gzip's
 * usual level: it takes ten times as long as the quickest one, and an answer
 * about a thousand workloads is 30 kB with it instead of 41.
 */
export async function sendVerdicts(
  request: Request,
  response: Response,
  page: VerdictPage,
): Promise<void> {
  if (request.acceptsEncodings('gzip', 'identity') !== 'gzip') {
    response.json(page);
    return;
  }
  const body = await compress(JSON.stringify(page), {
    level: constants.Z_BEST_SPEED,
  });
  response
    .type('json')
    .vary('Accept-Encoding')
    .set('Content-Encoding', 'gzip')
    .send(body);
}
