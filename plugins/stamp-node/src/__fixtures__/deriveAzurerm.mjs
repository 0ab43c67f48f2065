// Writes azurerm-4.55.0.json.gz anew: the schema of exactly the types that code/terraform uses.
//
//   npm pack @cdktf/provider-azurerm@14.23.1 && tar xzf cdktf-provider-azurerm-14.23.1.tgz
//   node deriveAzurerm.mjs package/lib
//
// The package holds classes that were generated from the provider's own schema.
// They are read as text; nothing of them is run.

import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const here = dirname(fileURLToPath(import.meta.url));
const [library] = process.argv.slice(2);

/** Terraform type of what a generated getter reads. */
const ATTRIBUTE_TYPES = {
  getStringAttribute: 'string',
  getNumberAttribute: 'number',
  getBooleanAttribute: 'bool',
  getListAttribute: ['list', 'string'],
  getNumberListAttribute: ['list', 'number'],
  getStringMapAttribute: ['map', 'string'],
  getNumberMapAttribute: ['map', 'number'],
  getBooleanMapAttribute: ['map', 'bool'],
  getAnyMapAttribute: ['map', 'dynamic'],
};
/** `NestedBlock.NestingMode` of the plugin protocol. */
const SINGLE = 1;
const LIST = 2;
const SET = 3;

/** Every class of a file, with the one that it extends and its text. */
function classesOf(source) {
  const starts = [
    ...source.matchAll(/^class (\w+) extends cdktf\.(\w+) \{$/gm),
  ];
  return new Map(
    starts.map((start, i) => [
      start[1],
      {
        base: start[2],
        text: source.slice(start.index, starts[i + 1]?.index),
      },
    ]),
  );
}

function capitalised(name) {
  return name[0].toUpperCase() + name.slice(1);
}

/** Attributes and nested blocks of one class. */
function blockOf(className, classes) {
  const { text } = classes.get(className);
  const isInput = name => text.includes(`get ${name}Input()`);
  const isOptional = name => text.includes(`reset${capitalised(name)}()`);
  const nested = new Map(
    [
      ...text.matchAll(
        /this\._(\w+) = new (\w+)\(this, "(\w+)"(?:, (true|false))?\);/g,
      ),
    ].map(([, field, type, name, isSet]) => [
      field,
      { type, name, isSet: isSet === 'true' },
    ]),
  );
  const attributes = new Map();
  const blocks = new Map();
  const getters = text.matchAll(/get (\w+)\(\) \{\s*return ([^;]+);/g);
  for (const [, field, expression] of getters) {
    const plain = /this\.(get\w+Attribute)\('(\w+)'\)/.exec(expression);
    const own = nested.get(/^this\._(\w+)$/.exec(expression)?.[1]);
    if (plain && plain[1] in ATTRIBUTE_TYPES) {
      const type = ATTRIBUTE_TYPES[plain[1]];
      attributes.set(plain[2], {
        name: plain[2],
        type: expression.includes('Fn.tolist') ? ['set', type[1]] : type,
        required: isInput(field) && !isOptional(field),
        optional: isInput(field) && isOptional(field),
        computed: !isInput(field) || isOptional(field),
      });
    } else if (own) {
      const list = classes.get(own.type);
      const isList = list?.base === 'ComplexList';
      const inner = isList ? /return new (\w+)\(/.exec(list.text)[1] : own.type;
      if (!classes.has(inner)) continue;
      const block = blockOf(inner, classes);
      if (!text.includes(`put${capitalised(field)}(`)) {
        attributes.set(own.name, {
          name: own.name,
          type: [own.isSet ? 'set' : 'list', objectType(block)],
          computed: true,
        });
      } else if (own.name === 'timeouts') {
        blocks.set(own.name, { type_name: own.name, block, nesting: SINGLE });
      } else {
        blocks.set(own.name, {
          type_name: own.name,
          block,
          nesting: isList && own.isSet ? SET : LIST,
          max_items: isList ? 0 : 1,
          min_items: isOptional(field) ? 0 : 1,
        });
      }
    }
  }
  return {
    attributes: [...attributes.values()],
    block_types: [...blocks.values()],
  };
}

function objectType({ attributes, block_types: blocks }) {
  return [
    'object',
    Object.fromEntries([
      ...attributes.map(({ name, type }) => [name, type]),
      ...blocks.map(({ type_name: name, block }) => [
        name,
        ['list', objectType(block)],
      ]),
    ]),
  ];
}

/** Types that our code uses, sorted. */
function usedTypes(keyword) {
  const root = join(here, '..', '..', 'code', 'terraform');
  const used = readdirSync(root, { recursive: true })
    .filter(file => file.endsWith('.tf'))
    .flatMap(file =>
      [
        ...readFileSync(join(root, file), 'utf8').matchAll(
          new RegExp(`^${keyword} "(azurerm_\\w+)"`, 'gm'),
        ),
      ].map(([, type]) => type),
    );
  return [...new Set(used)].sort();
}

/** Schema of each type, of resources or of data sources. */
function schemas(types, isDataSource) {
  const wanted = new Set(types);
  const found = new Map();
  for (const folder of readdirSync(library)) {
    if (folder.startsWith('data-azurerm-') !== isDataSource) continue;
    const file = join(library, folder, 'index.js');
    if (!existsSync(file)) continue;
    const source = readFileSync(file, 'utf8');
    const type = /terraformResourceType: ['"](azurerm_\w+)['"]/.exec(
      source,
    )?.[1];
    if (!wanted.has(type)) continue;
    const classes = classesOf(source);
    const [top] = [...classes].find(([, { base }]) =>
      ['TerraformResource', 'TerraformDataSource'].includes(base),
    );
    found.set(type, blockOf(top, classes));
  }
  const missing = types.filter(type => !found.has(type));
  if (missing.length > 0) throw new Error(`not found: ${missing.join(', ')}`);
  return Object.fromEntries(types.map(type => [type, found.get(type)]));
}

const schema = {
  resources: schemas(usedTypes('resource'), false),
  dataSources: schemas(usedTypes('data'), true),
};
writeFileSync(
  join(here, 'azurerm-4.55.0.json.gz'),
  gzipSync(JSON.stringify(schema), { level: 9 }),
);
