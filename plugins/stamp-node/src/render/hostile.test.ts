import {
  EstateFile,
  EstatePlan,
  parseEstatePlan,
} from '@plumbline/plugin-stamp-common';
import { parseAllDocuments } from 'yaml';
import { exampleNewWorkload } from '../__testUtils__/plans';
import { StaticCode, readStaticCode } from './readStaticCode';
import { renderChange } from './renderChange';

/** What somebody might write who wants more than a stamp. */
const HOSTILE = [
  '${file("/etc/passwd")}',
  '%{ if true }x%{ endif }',
  '${{ secrets.TOKEN }}',
  '{{ 7 * 7 }}',
  '$(id)',
  '`id`',
  '; id #',
  'a"\n}\nresource "azurerm_resource_group" "more" {\n  name = "a',
  "a'\nresource more 'Microsoft.Resources/resourceGroups@2024-03-01' = {\n",
  'a\n---\napiVersion: backstage.io/v1alpha1\nkind: User\nmetadata:\n  name: more\n',
  'a: b',
  '*anchor',
  '!!binary aGk=',
  '# heading',
  '<script>alert(1)</script>',
  '../../../../etc/passwd',
  'stamps/../../etc/passwd',
  '/etc/passwd',
  'C:\\Windows',
  'a\u0000b',
  'a\u202eb',
  // Cyrillic a, fullwidth a.
  'dеal-frаud',
  'ａ',
  'x'.repeat(10_000_000),
];

type Path = (string | number)[];

/** Free text by design: it reaches files through a serializer or the escaping of Markdown. */
const FREE_TEXT = [
  'notes.0',
  'stamp.notes.0',
  'stamp.relaxations.0.reason',
  'workload.description',
  'workload.notes.0',
  'workload.title',
];

describe('hostile text in a plan', () => {
  let code: StaticCode;
  let plan: EstatePlan;
  let expected: EstateFile[];

  beforeAll(async () => {
    code = await readStaticCode();
    const example = exampleNewWorkload({
      domain: 'logistics',
      residency: 'EU',
      pipeline: 'github-actions',
    });
    // Every optional field is there, so that every string is tried.
    plan = {
      ...example,
      notes: ['To know.'],
      workload: {
        ...example.workload,
        alertReceivers: {
          emails: ['team@example.org'],
          webhooks: ['https://example.org/alerts'],
        },
        notes: ['To know.'],
      },
      stamp: {
        ...example.stamp,
        monthlyCost: { amount: 12.5, currency: 'EUR' },
        relaxations: [{ rule: 'zones', reason: 'Only for a short while.' }],
        notes: ['To know.'],
        alertReceivers: {
          emails: ['team@example.org'],
          webhooks: ['https://example.org/alerts'],
        },
        globalResources: example.stamp.globalResources.map(resource => ({
          ...resource,
          azureId:
            '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.Cdn/profiles/afd',
        })),
      },
    };
    expected = render(plan);
  });

  function render(changed: EstatePlan): EstateFile[] {
    return renderChange(changed, { code }).files;
  }

  it('starts from a plan that is one', () => {
    expect(parseEstatePlan(plan).problems).toBeUndefined();
  });

  it('is refused in every field, or is text in data and nothing else', () => {
    const taken = new Set<string>();
    const differences: string[] = [];
    for (const path of stringsOf(plan)) {
      for (const text of HOSTILE) {
        const changed = replaced(plan, path, text);
        const { plan: parsed } = parseEstatePlan(changed);
        if (!parsed) continue;
        // A word of the catalog's: it decides whether the resource is taken for the Front Door, and is no path.
        if (/^stamp\.globalResources\.\d\.type$/.test(path.join('.'))) continue;
        taken.add(path.join('.'));
        differences.push(
          ...differencesOf(
            render(parsed),
            `${path.join('.')} ${text.slice(0, 40)}`,
          ),
        );
      }
    }
    expect(differences).toEqual([]);
    expect([...taken].filter(isNoTag).sort()).toEqual(FREE_TEXT);
  });

  it('is refused as a name of a tag, or is a key in data and nothing else', () => {
    const differences: string[] = [];
    for (const name of HOSTILE) {
      for (const part of ['stamp', 'workload'] as const) {
        const tags = { ...(plan as any)[part].tags, [name]: 'x' };
        const changed = replaced(plan, [part, 'tags'], tags);
        const { plan: parsed } = parseEstatePlan(changed);
        if (!parsed) continue;
        differences.push(
          ...differencesOf(render(parsed), `tag ${name.slice(0, 40)}`),
        );
      }
    }
    expect(differences).toEqual([]);
  });

  it('is refused as a further field', () => {
    for (const path of [[], ['stamp'], ['workload'], ['stamp', 'azureNames']]) {
      const changed = replaced(plan, [...path, 'more'], 'x');
      expect(parseEstatePlan(changed).plan).toBeUndefined();
    }
  });

  /** Empty where it is the same files, the same code, and data of the same shape. */
  function differencesOf(files: EstateFile[], what: string): string[] {
    const difference = differenceOf(files);
    return difference ? [`${what}: ${difference}`] : [];
  }

  function differenceOf(files: EstateFile[]): string | undefined {
    if (
      files.map(({ path }) => path).join('\n') !==
      expected.map(({ path }) => path).join('\n')
    ) {
      return 'other files';
    }
    for (const [index, { path, content }] of files.entries()) {
      const before = expected[index].content;
      if (content === before) continue;
      if (path.endsWith('.json')) {
        if (shape(JSON.parse(content)) !== shape(JSON.parse(before))) {
          return `${path} has another shape`;
        }
      } else if (/\.ya?ml$/.test(path)) {
        if (shape(documents(content)) !== shape(documents(before))) {
          return `${path} has another shape`;
        }
      } else if (path.endsWith('.md')) {
        if (content.split('\n').length !== before.split('\n').length) {
          return `${path} has other lines`;
        }
        if (/<script|^# heading/m.test(content)) {
          return `${path} holds what was written as markup`;
        }
      } else {
        return `${path} is code and has changed`;
      }
    }
    return undefined;
  }
});

function isNoTag(path: string): boolean {
  return !/^(stamp|workload)\.tags\./.test(path);
}

function documents(content: string): unknown[] {
  return parseAllDocuments(content).map(document => document.toJS());
}

/** Keys and types of a value, without its texts. */
function shape(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(shape).join(',')}]`;
  if (typeof value !== 'object' || value === null) return typeof value;
  return `{${Object.entries(value)
    .map(([key, item]) =>
      key === 'tags' ? 'tags' : `${JSON.stringify(key)}:${shape(item)}`,
    )
    .join(',')}}`;
}

function stringsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value === 'string') return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    stringsOf(item, [...path, key]),
  );
}

function replaced(value: any, [key, ...rest]: Path, text: unknown): any {
  if (key === undefined) return text;
  const copy = Array.isArray(value) ? [...value] : { ...value };
  copy[key] = replaced(copy[key], rest, text);
  return copy;
}
