import { readFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { parseAllDocuments } from 'yaml';
import { parseHealthModel } from './parseHealthModel';

const EXAMPLES = resolve(__dirname, '../../../../examples');

const refs = new Set(
  readdirSync(`${EXAMPLES}/catalog`).flatMap(name =>
    parseAllDocuments(readFileSync(`${EXAMPLES}/catalog/${name}`, 'utf8')).map(
      document => stringifyEntityRef(document.toJS() as Entity),
    ),
  ),
);

describe('health models of the examples', () => {
  it.each(readdirSync(`${EXAMPLES}/health`))('%s holds', name => {
    const parsed = parseHealthModel(
      readFileSync(`${EXAMPLES}/health/${name}`, 'utf8'),
    );
    expect(parsed.problems).toBeUndefined();
    const { nodes, userFlows, maintenance } = parsed.model!;
    const named = [
      ...nodes.map(each => each.ref),
      ...userFlows.flatMap(each => each.dependsOn),
      ...maintenance.flatMap(each => each.nodes ?? []),
    ];
    expect(named.filter(ref => !refs.has(ref))).toEqual([]);
  });
});
